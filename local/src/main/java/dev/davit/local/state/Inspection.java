package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Looks whether a database can be used, at a cost that does not grow with it.
 *
 * <p>SQLite itself refuses a file that is shorter than its header says. Beyond that: application,
 * version and identity; the first and the last row of every table, whose reading passes the roots
 * and both edges of the trees; and all pages of a small database. What lies in the middle of a
 * large one is found when it is read.
 */
final class Inspection {
  /** A database of so many pages is checked whole, in some tens of milliseconds. */
  private static final long SMALL_PAGES = 512;

  private static final int HEADER_BYTES = 100;
  private static final int WRITE_VERSION = 18;
  private static final int READ_VERSION = 19;

  private final JobFolder folder;
  private final Database database;

  Inspection(JobFolder folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  /**
   * Looks.
   *
   * @throws DamagedException if it cannot be used; the message continues "it …"
   * @throws CheckpointException if a newer Davit wrote it
   * @throws SQLException if it cannot be read or is damaged; {@link Health#isDamage} tells which
   */
  void run() throws SQLException, IOException {
    if (Files.exists(folder.suspect(), LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedException("was found damaged in the last run");
    }
    if (!Files.exists(folder.database(), LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedException("is gone, and only its journal is left");
    }
    if (!Files.isRegularFile(folder.database(), LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedException("is no regular file");
    }
    if (Files.size(folder.database()) == 0) {
      throw new DamagedException("is empty");
    }
    checkHeader();
    try (Connection connection = database.reader()) {
      checkOrigin(connection);
      checkIdentity(connection);
      checkEdges(connection);
      checkPages(connection);
    }
  }

  /**
   * Looks at the bytes for which SQLite would blame permissions: of an unknown file format it says
   * that the database is read-only.
   */
  private void checkHeader() throws IOException {
    try (InputStream in = Files.newInputStream(folder.database())) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      boolean known =
          header.length == HEADER_BYTES
              && (header[WRITE_VERSION] == 1 || header[WRITE_VERSION] == 2)
              && (header[READ_VERSION] == 1 || header[READ_VERSION] == 2);
      if (!known) {
        throw new DamagedException("has the header of no database");
      }
    }
  }

  private void checkOrigin(Connection connection) throws SQLException {
    if (Database.number(connection, "PRAGMA application_id") != Schema.APPLICATION) {
      throw new DamagedException("was not made by Davit");
    }
    long version = Database.number(connection, "PRAGMA user_version");
    if (version < 1) {
      throw new DamagedException("has no version");
    }
    if (!String.valueOf(version).equals(Schema.meta(connection).get(Schema.VERSION_NAME))) {
      throw new DamagedException("contradicts itself about its version");
    }
    if (version > Schema.VERSION) {
      throw newer(version);
    }
  }

  /**
   * A newer Davit's state is in order: setting it aside would cost that Davit its memory for
   * nothing but the wrong command having been started.
   */
  private CheckpointException newer(long version) {
    return new CheckpointException(
        Reason.UNWRITABLE,
        "The state of "
            + folder.description()
            + " in "
            + folder.database()
            + " was written by a newer Davit (version "
            + version
            + "; this one knows "
            + Schema.VERSION
            + "). Use that Davit, or name another place with --state-dir");
  }

  private void checkIdentity(Connection connection) throws SQLException {
    Map<String, String> found = Schema.meta(connection);
    if (!found.entrySet().containsAll(Schema.identity(folder.job()).entrySet())) {
      throw DamagedException.foreign(
          "belongs to another job ("
              + found.get("source")
              + " to "
              + found.get("destination")
              + " "
              + found.get("variant")
              + ")");
    }
  }

  private static void checkEdges(Connection connection) throws SQLException {
    EntryCodec codec = new EntryCodec();
    for (String order : new String[] {"ASC", "DESC"}) {
      String file = "SELECT " + Rows.COLUMN + " FROM files ORDER BY path " + order + " LIMIT 1";
      try (PreparedStatement query = connection.prepareStatement(file);
          ResultSet row = query.executeQuery()) {
        if (row.next()) {
          Rows.decode(row.getBytes(1), codec);
        }
      }
      for (String table :
          new String[] {
            "outbox ORDER BY seq", "dead ORDER BY seq", "parked ORDER BY key", "runs ORDER BY id"
          }) {
        Database.number(connection, "SELECT * FROM " + table + " " + order + " LIMIT 1");
      }
    }
  }

  private static void checkPages(Connection connection) throws SQLException {
    if (Database.number(connection, "PRAGMA page_count") > SMALL_PAGES) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
      String word = rows.next() ? rows.getString(1) : "no answer";
      if (!word.equals("ok")) {
        throw new DamagedException("is damaged: " + word.lines().findFirst().orElse(""));
      }
    }
  }
}
