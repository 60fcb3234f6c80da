package dev.davit.local.state;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.OutboxView.Pending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads single rows and short lists through one connection. Safe for use by any thread. */
final class Lookups implements OutboxView, AutoCloseable {
  private static final String PENDING =
      "SELECT id, registrar, path, key, length, identity, stored_at, attributes, attempts, error ";

  private final Database database;
  private final Health health;
  private final ReentrantLock lock = new ReentrantLock();
  private final EntryCodec codec = new EntryCodec();
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable Connection connection;

  Lookups(Database database, Health health) {
    this.database = database;
    this.health = health;
  }

  Optional<Entry> entry(RelativePath path) {
    List<Entry> found =
        list(
            "SELECT " + Rows.COLUMN + " FROM files WHERE path = ?",
            query -> query.setString(1, path.value()),
            row -> Rows.decode(row.getBytes(1), codec));
    return found.stream().findFirst();
  }

  Optional<ParkedUpload> parked(ObjectKey key) {
    List<ParkedUpload> found =
        list(
            "SELECT * FROM parked WHERE key = ?",
            query -> query.setString(1, key.value()),
            Lookups::upload);
    return found.stream().findFirst();
  }

  List<ParkedUpload> parked() {
    return list("SELECT * FROM parked ORDER BY key", query -> {}, Lookups::upload);
  }

  List<Pending> due(String registrar, Instant now, int limit) {
    return list(
        PENDING + "FROM outbox WHERE registrar = ? AND due_at <= ? ORDER BY seq LIMIT ?",
        query -> {
          query.setString(1, registrar);
          query.setLong(2, Times.nanos(now));
          query.setInt(3, limit);
        },
        Lookups::pending);
  }

  @Override
  public List<Pending> waiting(int limit) {
    return list(
        PENDING + "FROM outbox ORDER BY seq LIMIT ?",
        query -> query.setInt(1, limit),
        Lookups::pending);
  }

  @Override
  public List<Pending> dead(int limit) {
    return list(
        PENDING + "FROM dead ORDER BY seq LIMIT ?",
        query -> query.setInt(1, limit),
        Lookups::pending);
  }

  /** Returns the last runs, the newest first. */
  List<RunRecord> runs() {
    List<List<RunRecord>> found =
        list(
            "SELECT value FROM meta WHERE name = ?",
            query -> query.setString(1, RunLines.NAME),
            row -> RunLines.read(row.getString(1)));
    return found.stream().findFirst().orElse(List.of());
  }

  @Override
  public Counts counts() {
    return list(
            "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM dead),"
                + " (SELECT value FROM meta WHERE name = ?)",
            query -> query.setString(1, OutboxSql.DELIVERED),
            row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
        .getFirst();
  }

  private static ParkedUpload upload(ResultSet row) throws SQLException {
    return new ParkedUpload(
        ObjectKey.of(row.getString(1)),
        RelativePath.of(row.getString(2)),
        new Fingerprint(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)),
        new ResumeToken(row.getString(7)),
        Times.instant(row.getLong(8)));
  }

  private static Pending pending(ResultSet row) throws SQLException {
    Registration registration =
        new Registration(
            row.getString(1),
            row.getString(2),
            RelativePath.of(row.getString(3)),
            ObjectKey.of(row.getString(4)),
            row.getLong(5),
            digest(row.getString(6)),
            Times.instant(row.getLong(7)),
            AttributesJson.read(row.getString(8)));
    return new Pending(registration, row.getInt(9), row.getString(10));
  }

  private static Digest digest(String text) {
    int colon = text.indexOf(':');
    return Digest.ofHex(
        DigestAlgorithm.valueOf(text.substring(0, Math.max(colon, 0))), text.substring(colon + 1));
  }

  private <T> List<T> list(String sql, Question question, Answer<T> answer) {
    lock.lock();
    try {
      health.check();
      PreparedStatement query = statement(sql);
      question.ask(query);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(answer.read(rows));
        }
      }
      return found;
    } catch (SQLException | DamagedException e) {
      throw health.fail(e);
    } catch (IllegalArgumentException e) {
      throw health.fail(new DamagedException("a row holds an impossible value", e));
    } finally {
      lock.unlock();
    }
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      if (connection == null) {
        connection = database.reader();
      }
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Fills in a query. */
  @FunctionalInterface
  private interface Question {
    void ask(PreparedStatement query) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  private interface Answer<T> {
    T read(ResultSet row) throws SQLException;
  }
}
