package dev.davit.local.state;

import dev.davit.core.model.Registration;
import dev.davit.local.state.Batch.OutboxChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes the outbox's changes. Used by one thread, within its caller's transaction. */
final class OutboxSql {
  /** Under which name it is written how many were delivered so far. */
  static final String DELIVERED = "delivered";

  private final PreparedStatement unbury;
  private final PreparedStatement add;
  private final PreparedStatement deliver;
  private final PreparedStatement count;
  private final PreparedStatement postpone;
  private final PreparedStatement noteRefusal;
  private final PreparedStatement bury;
  private final PreparedStatement revive;
  private final PreparedStatement drop;

  OutboxSql(Connection connection) throws SQLException {
    unbury =
        connection.prepareStatement(
            "INSERT INTO outbox SELECT * FROM dead WHERE id = ? ON CONFLICT DO NOTHING");
    add =
        connection.prepareStatement(
            "INSERT INTO outbox"
                + " (id, registrar, path, key, length, identity, stored_at, attributes, due_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET registrar = excluded.registrar,"
                + " path = excluded.path, key = excluded.key, length = excluded.length,"
                + " identity = excluded.identity, stored_at = excluded.stored_at,"
                + " attributes = excluded.attributes, due_at = excluded.due_at");
    deliver = connection.prepareStatement("DELETE FROM outbox WHERE id = ?");
    count =
        connection.prepareStatement(
            "INSERT INTO meta VALUES ('"
                + DELIVERED
                + "', ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value");
    postpone =
        connection.prepareStatement(
            "UPDATE outbox SET attempts = attempts + 1, due_at = ?, error = ? WHERE id = ?");
    noteRefusal =
        connection.prepareStatement(
            "UPDATE outbox SET attempts = attempts + 1, error = ? WHERE id = ?");
    bury = connection.prepareStatement("INSERT INTO dead SELECT * FROM outbox WHERE id = ?");
    revive = connection.prepareStatement("UPDATE outbox SET due_at = ? WHERE id = ?");
    drop = connection.prepareStatement("DELETE FROM dead WHERE id = ?");
  }

  void write(List<OutboxChange> changes) throws SQLException {
    for (OutboxChange change : changes) {
      write(change);
    }
  }

  private void write(OutboxChange change) throws SQLException {
    switch (change) {
      case OutboxChange.Add(Registration registration) -> add(registration);
      case OutboxChange.Deliver(List<String> ids) -> deliver(ids);
      case OutboxChange.Drop(List<String> ids) -> run(ids, drop);
      case OutboxChange.Postpone change1 -> postpone(change1);
      case OutboxChange.Bury(String id, String error) -> bury(id, error);
      case OutboxChange.Revive(List<String> ids) -> {
        for (String id : ids) {
          revive(id);
        }
      }
    }
  }

  /** A dead registration that is recorded again has another chance, in its old place. */
  private void add(Registration registration) throws SQLException {
    revive(registration.id());
    add.setString(1, registration.id());
    add.setString(2, registration.registrar());
    add.setString(3, registration.path().value());
    add.setString(4, registration.key().value());
    add.setLong(5, registration.length());
    add.setString(6, registration.identity().toString());
    add.setLong(7, Times.nanos(registration.storedAt()));
    add.setString(8, AttributesJson.write(registration.attributes()));
    add.setLong(9, Long.MIN_VALUE);
    add.executeUpdate();
  }

  private void deliver(List<String> ids) throws SQLException {
    int delivered = run(ids, deliver);
    if (delivered > 0) {
      run(count, Integer.toString(delivered));
    }
  }

  private void postpone(OutboxChange.Postpone change) throws SQLException {
    postpone.setLong(1, Times.nanos(change.until()));
    postpone.setString(2, change.error());
    postpone.setString(3, change.id());
    postpone.executeUpdate();
  }

  private void bury(String id, String error) throws SQLException {
    noteRefusal.setString(1, error);
    noteRefusal.setString(2, id);
    if (noteRefusal.executeUpdate() == 0) {
      return;
    }
    run(bury, id);
    run(deliver, id);
  }

  private void revive(String id) throws SQLException {
    if (run(unbury, id) > 0) {
      run(drop, id);
    }
    revive.setLong(1, Long.MIN_VALUE);
    revive.setString(2, id);
    revive.executeUpdate();
  }

  private static int run(List<String> ids, PreparedStatement statement) throws SQLException {
    int changed = 0;
    for (String id : ids) {
      changed += run(statement, id);
    }
    return changed;
  }

  private static int run(PreparedStatement statement, String id) throws SQLException {
    statement.setString(1, id);
    return statement.executeUpdate();
  }
}
