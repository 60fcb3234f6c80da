package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileHit;
import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.naming.FileTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads hits: the columns of a file {@code f} and of one of its uploads {@code e}. */
final class Hits {
  static final String COLUMNS =
      "f.id, f.file_id, f.name, f.path, f.ext, e.version, e.mime, e.size, e.sha256, e.at_ms,"
          + " e.turn, e.store, e.object_key, e.seq";
  static final int NEXT = 15;

  private Hits() {}

  static FileHit read(ResultSet row, int headVersion) throws SQLException {
    int turn = row.getInt(11);
    return new FileHit(
        new FileId(row.getString(2)),
        row.getInt(6),
        headVersion,
        row.getString(3),
        row.getString(4),
        FileTypes.families(row.getString(5)),
        Optional.ofNullable(row.getString(7)),
        row.getLong(8),
        row.getString(9),
        Instant.ofEpochMilli(row.getLong(10)),
        row.getObject(11) == null ? OptionalInt.empty() : OptionalInt.of(turn),
        Optional.ofNullable(row.getString(12)),
        Optional.ofNullable(row.getString(13)));
  }

  /** Reads an upload by its number. */
  static Optional<FileHit> upload(Db db, long session, long seq) throws SQLException {
    return db.first(
        "SELECT "
            + COLUMNS
            + ", f.head_version FROM event e JOIN file f ON f.id = e.file"
            + " WHERE e.session = ? AND e.seq = ?",
        row -> read(row, row.getInt(NEXT)),
        session,
        seq);
  }

  /** Reads the last upload of a version. */
  static Optional<FileHit> version(Db db, long file, int version) throws SQLException {
    return db.first(
        "SELECT "
            + COLUMNS
            + ", f.head_version FROM event e JOIN file f ON f.id = e.file"
            + " WHERE e.file = ? AND e.op = 1 AND e.version = ?"
            + " ORDER BY e.at_ms DESC, e.seq DESC LIMIT 1",
        row -> read(row, row.getInt(NEXT)),
        file,
        version);
  }
}
