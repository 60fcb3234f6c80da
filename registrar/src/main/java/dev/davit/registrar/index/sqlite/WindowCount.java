package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.time.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts the files with an upload in a window that has an end, from indexes alone. A file is in it
 * if its first or its last upload is; only of files that were uploaded before and after the window
 * the uploads between must be looked at. Most files are uploaded once.
 */
final class WindowCount {
  private static final String AGAIN = "f.first_seq <> f.head_seq";

  private final Db db;
  private final long session;
  private final long since;
  private final long until;
  private final Optional<List<String>> extensions;

  WindowCount(Db db, long session, Window window, Optional<List<String>> extensions) {
    this.db = db;
    this.session = session;
    since = window.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    until = window.until().orElseThrow().toEpochMilli();
    this.extensions = extensions;
  }

  long count() throws SQLException {
    long first =
        count("file_first", new Sql().add("f.first_ms >= ? AND f.first_ms < ?", since, until));
    if (since == Long.MIN_VALUE) {
      return first;
    }
    Sql last =
        new Sql()
            .add(
                AGAIN + " AND f.head_ms >= ? AND f.head_ms < ? AND f.first_ms < ?",
                since,
                until,
                since);
    Sql around =
        new Sql()
            .add(AGAIN + " AND f.head_ms >= ? AND f.first_ms < ?", until, since)
            .add(" AND EXISTS (SELECT 1 FROM event x WHERE x.file = f.id AND x.op = 1")
            .add(" AND x.at_ms >= ? AND x.at_ms < ?)", since, until);
    return first + count("file_again", last) + count("file_again", around);
  }

  private long count(String index, Sql condition) throws SQLException {
    Sql sql = new Sql().add("SELECT count(*) FROM file f INDEXED BY " + index);
    sql.add(" WHERE f.session = ? AND f.deleted_ms IS NULL AND ", session).add(condition);
    if (extensions.isPresent()) {
      sql.add(" AND ").in("f.ext", extensions.get());
    }
    return db.number(sql);
  }
}
