package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.local.state.Batch.LastWord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes batches through one connection. Used by one thread. */
final class BatchSql implements AutoCloseable {
  private static final int RUNS_KEPT = 1000;

  private final Connection connection;
  private final EntryCodec codec = new EntryCodec();
  private final PreparedStatement putFile;
  private final PreparedStatement removeFile;
  private final PreparedStatement putParked;
  private final PreparedStatement removeParked;
  private final OutboxSql outbox;

  BatchSql(Connection connection) throws SQLException {
    this.connection = connection;
    putFile =
        connection.prepareStatement(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET facts = excluded.facts");
    removeFile = connection.prepareStatement("DELETE FROM files WHERE path = ?");
    putParked = connection.prepareStatement("REPLACE INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    removeParked = connection.prepareStatement("DELETE FROM parked WHERE key = ?");
    outbox = new OutboxSql(connection);
  }

  /** Writes a batch as one transaction; durable on return. */
  void commit(Batch batch) throws SQLException {
    writeFiles(batch);
    for (Map.Entry<ObjectKey, LastWord<ParkedUpload>> parked : batch.parked.entrySet()) {
      write(parked.getKey(), parked.getValue().value());
    }
    outbox.write(batch.outbox);
    Schema.putMeta(connection, batch.meta);
    connection.commit();
  }

  /** Notes that the job is open; returns whether the last run left nothing unsaid behind. */
  boolean beginRun(Instant now) throws SQLException {
    boolean exported =
        Database.number(connection, "SELECT exported FROM runs ORDER BY id DESC LIMIT 1") != 0
            || Database.number(connection, "SELECT count(*) FROM runs") == 0;
    update("INSERT INTO runs (begun_at) VALUES (?)", Times.nanos(now));
    update("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?", RUNS_KEPT);
    connection.commit();
    return exported;
  }

  /** Notes that the job is closed, and whether the JSON beside it tells all. */
  void endRun(Instant now, boolean exported) throws SQLException {
    update("UPDATE runs SET exported = ? WHERE id = (SELECT max(id) FROM runs)", exported ? 1 : 0);
    update("UPDATE runs SET ended_at = ? WHERE id = (SELECT max(id) FROM runs)", Times.nanos(now));
    connection.commit();
  }

  private void update(String sql, long value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, value);
      statement.executeUpdate();
    }
  }

  /** In the order of the table: neighbours share pages. */
  private void writeFiles(Batch batch) throws SQLException {
    for (Map.Entry<RelativePath, LastWord<Entry>> file : new TreeMap<>(batch.files).entrySet()) {
      String path = file.getKey().value();
      Optional<Entry> entry = file.getValue().value();
      if (entry.isPresent()) {
        putFile.setString(1, path);
        putFile.setBytes(2, codec.encode(entry.get()));
        putFile.addBatch();
      } else {
        removeFile.setString(1, path);
        removeFile.addBatch();
      }
    }
    putFile.executeBatch();
    removeFile.executeBatch();
  }

  private void write(ObjectKey key, Optional<ParkedUpload> parked) throws SQLException {
    if (parked.isEmpty()) {
      removeParked.setString(1, key.value());
      removeParked.executeUpdate();
      return;
    }
    ParkedUpload upload = parked.get();
    Fingerprint fingerprint = upload.fingerprint();
    putParked.setString(1, key.value());
    putParked.setString(2, upload.path().value());
    putParked.setLong(3, fingerprint.length());
    putParked.setLong(4, fingerprint.modifiedNanos());
    putParked.setLong(5, fingerprint.changedNanos());
    putParked.setLong(6, fingerprint.fileId());
    putParked.setString(7, upload.token().value());
    putParked.setLong(8, Times.nanos(upload.begunAt()));
    putParked.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
