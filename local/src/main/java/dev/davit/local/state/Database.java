package dev.davit.local.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Opens connections to one database file.
 *
 * <p>Memory mapping stays off: with it a failing disk would end the JVM with SIGBUS.
 *
 * @param file the database
 * @param journal how it survives crashes
 */
record Database(Path file, Journal journal) {
  /** Of 4, 8 and 16 KiB this was the best compromise between sorted and random records. */
  private static final int PAGE_BYTES = 8192;

  private static final int WRITER_CACHE_KIB = 16 * 1024;
  private static final int READER_CACHE_KIB = 2 * 1024;
  private static final int BUSY_MILLIS = 30_000;

  /** Opens the connection that writes; transactions begin by themselves. */
  Connection writer() throws SQLException {
    Connection connection = connect(WRITER_CACHE_KIB);
    try {
      execute(connection, "PRAGMA journal_mode = " + journal.mode());
      execute(connection, "PRAGMA synchronous = " + journal.synchronous());
      execute(connection, "PRAGMA journal_size_limit = 67108864");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Opens a connection that only reads; every query is a transaction of its own. */
  Connection reader() throws SQLException {
    Connection connection = connect(READER_CACHE_KIB);
    try {
      execute(connection, "PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connect(int cacheKib) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    try {
      execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
      execute(connection, "PRAGMA page_size = " + PAGE_BYTES);
      execute(connection, "PRAGMA cache_size = -" + cacheKib);
      execute(connection, "PRAGMA temp_store = MEMORY");
      execute(connection, "PRAGMA trusted_schema = OFF");
      execute(connection, "PRAGMA cell_size_check = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the number in the first column of the first row; 0 if there is none. */
  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
