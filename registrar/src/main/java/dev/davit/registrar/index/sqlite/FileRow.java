package dev.davit.registrar.index.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is remembered of a file. */
record FileRow(
    long id,
    String fileId,
    String ext,
    String nameKey,
    String pathKey,
    String tagsKey,
    long headSeq,
    long headMillis,
    int headVersion,
    boolean deleted) {
  private static final String COLUMNS =
      "SELECT id, file_id, ext, name_key, path_key, tags_key, head_seq, head_ms, head_version,"
          + " deleted_ms IS NOT NULL FROM file";

  static Optional<FileRow> byPath(Db db, long session, String path) throws SQLException {
    return db.first(COLUMNS + " WHERE session = ? AND path = ?", FileRow::read, session, path);
  }

  static Optional<FileRow> byFileId(Db db, long session, String fileId) throws SQLException {
    return db.first(COLUMNS + " WHERE file_id = ? AND session = ?", FileRow::read, fileId, session);
  }

  private static FileRow read(ResultSet row) throws SQLException {
    return new FileRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        row.getInt(9),
        row.getBoolean(10));
  }

  static @Nullable Object orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
