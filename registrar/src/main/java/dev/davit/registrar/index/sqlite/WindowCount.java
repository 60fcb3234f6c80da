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
  private final long newest;
  private final long all;
  private final Optional<List<String>> extensions;

  /**
   * Prepares to count.
   *
   * @param extensions allowed ones, absent if all are
   * @param all how many files have them
   */
  WindowCount(
      Db db, SessionRow session, Window window, Optional<List<String>> extensions, long all) {
    this.db = db;
    this.session = session.id();
    newest = session.maxMillis();
    this.all = all;
    since = window.since().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    until = window.until().orElseThrow().toEpochMilli();
    this.extensions = extensions;
  }

  long count() throws SQLException {
    if (since == Long.MIN_VALUE) {
      return before();
    }
    long first =
        count("file_first", new Sql().add("f.first_ms >= ? AND f.first_ms < ?", since, until));
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

  /** Counts on the side of the end where there is less. */
  private long before() throws SQLException {
    long oldest =
        db.number(
            new Sql()
                .add(
                    "SELECT first_ms FROM file INDEXED BY file_first WHERE session = ?"
                        + " AND deleted_ms IS NULL ORDER BY first_ms, first_seq LIMIT 1",
                    session));
    return until - oldest < newest - until
        ? count("file_first", new Sql().add("f.first_ms < ?", until))
        : all - count("file_first", new Sql().add("f.first_ms >= ?", until));
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
