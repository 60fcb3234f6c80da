package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.davit.core.spi.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables, their versions, and whose they are. */
final class Schema {
  /** "dvit": tells our databases from others (PRAGMA application_id). */
  static final int APPLICATION = 0x64766974;

  /** Where the version is written a second time: a flipped bit shall not look like the future. */
  static final String VERSION_NAME = "version";

  /** The number of the newest script. */
  static final int VERSION = 1;

  private Schema() {}

  /** Makes the tables of a new database, or brings an older one up to date; the caller commits. */
  static void migrate(Connection connection) throws SQLException {
    int found = (int) Database.number(connection, "PRAGMA user_version");
    if (found == VERSION) {
      return;
    }
    for (int version = found + 1; version <= VERSION; version++) {
      for (String statement : script(version)) {
        Database.execute(connection, statement);
      }
    }
    Database.execute(connection, "PRAGMA application_id = " + APPLICATION);
    Database.execute(connection, "PRAGMA user_version = " + VERSION);
    putMeta(connection, Map.of(VERSION_NAME, String.valueOf(VERSION)));
  }

  private static String[] script(int version) {
    String name = "schema-%03d.sql".formatted(version);
    try (InputStream in = requireNonNull(Schema.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8).strip().split(";(\\s*\n|$)");
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static void putMeta(Connection connection, Map<String, String> values) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES (?, ?)")) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        insert.setString(1, value.getKey());
        insert.setString(2, value.getValue());
        insert.executeUpdate();
      }
    }
  }

  static Map<String, String> meta(Connection connection) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, value FROM meta")) {
      while (rows.next()) {
        values.put(rows.getString(1), rows.getString(2));
      }
    }
    return values;
  }

  /** Returns what tells one job's state from another's. */
  static Map<String, String> identity(Job job) {
    return Map.of(
        "source", job.source().toUri().toString(),
        "destination", job.destination(),
        "variant", job.variant());
  }
}
