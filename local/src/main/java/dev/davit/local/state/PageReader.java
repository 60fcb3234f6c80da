package dev.davit.local.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of files a page at a time. No transaction spans two pages, so that the writer can
 * always fold its log back. Used by one thread at a time.
 */
final class PageReader implements AutoCloseable {
  private final Database database;
  private @Nullable Connection connection;
  private @Nullable PreparedStatement after;
  private @Nullable PreparedStatement from;

  PageReader(Database database) {
    this.database = database;
  }

  /** Reads the rows that follow a path; the empty text is before all of them. */
  Page after(String path, int limit) throws SQLException {
    if (after == null) {
      after = prepare(">");
    }
    return read(after, path, limit);
  }

  /** Reads a path's row, if there is one, and the rows that follow it. */
  Page from(String path, int limit) throws SQLException {
    if (from == null) {
      from = prepare(">=");
    }
    return read(from, path, limit);
  }

  private PreparedStatement prepare(String relation) throws SQLException {
    if (connection == null) {
      connection = database.reader();
    }
    return connection.prepareStatement(
        "SELECT "
            + Rows.COLUMN
            + " FROM files WHERE path "
            + relation
            + " ? ORDER BY path LIMIT ?");
  }

  private static Page read(PreparedStatement query, String path, int limit) throws SQLException {
    query.setString(1, path);
    query.setInt(2, limit);
    List<byte[]> rows = new ArrayList<>(limit);
    try (ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(found.getBytes(1));
      }
    }
    return new Page(rows, rows.size() < limit);
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
