package dev.davit.registrar.index.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What is remembered of a session.
 *
 * @param nextSeq number of the next event
 * @param live how many files there are
 * @param maxTurn the latest turn of any upload, -1 if none
 * @param maxMillis the latest time of any upload
 * @param stampMillis the latest time that came from this index's clock
 * @param expiresMillis when it ends unless it is used
 */
record SessionRow(
    long id,
    String handle,
    String zone,
    String locale,
    long nextSeq,
    long live,
    int maxTurn,
    long maxMillis,
    long stampMillis,
    long expiresMillis) {

  static Optional<SessionRow> find(Db db, String handle, String principal, long nowMillis)
      throws SQLException {
    return db.first(
        "SELECT id, handle, zone, locale, next_seq, live, max_turn, max_ms, stamp_ms, expires_ms FROM session"
            + " WHERE handle = ? AND principal = ? AND expires_ms > ?",
        SessionRow::read,
        handle,
        principal,
        nowMillis);
  }

  static SessionRow get(Db db, long id) throws SQLException {
    return db.first(
            "SELECT id, handle, zone, locale, next_seq, live, max_turn, max_ms, stamp_ms, expires_ms"
                + " FROM session WHERE id = ?",
            SessionRow::read,
            id)
        .orElseThrow(() -> new SQLException("The session is gone."));
  }

  private static SessionRow read(ResultSet row) throws SQLException {
    return new SessionRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getLong(6),
        row.getInt(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10));
  }
}
