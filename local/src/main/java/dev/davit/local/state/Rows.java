package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;

/**
 * Rows of the table of files: path, NUL, facts in one value, because every column of every row is a
 * call into SQLite.
 */
final class Rows {
  static final String COLUMN = "path || x'00' || facts";

  private Rows() {}

  /** Returns how many bytes the path has. */
  static int pathLength(byte[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] == 0) {
        return i;
      }
    }
    throw new DamagedException("a row of the files has no end of its path");
  }

  static String path(byte[] row, int length) {
    return new String(row, 0, length, UTF_8);
  }

  /** Reads a row whose path is not known yet. */
  static Entry decode(byte[] row, EntryCodec codec) {
    int length = pathLength(row);
    RelativePath path;
    try {
      path = RelativePath.of(path(row, length));
    } catch (IllegalArgumentException e) {
      throw new DamagedException("a row of the files has an impossible path", e);
    }
    return codec.decode(path, row, length);
  }
}
