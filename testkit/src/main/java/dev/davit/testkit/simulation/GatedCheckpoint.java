package dev.davit.testkit.simulation;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets everything that is written pass a gate, before and, where it is durable then, after; and
 * enters it in a ledger.
 */
final class GatedCheckpoint implements Checkpoint {
  private final Checkpoint checkpoint;
  private final Gate gate;
  private final Ledger ledger;

  GatedCheckpoint(Checkpoint checkpoint, Gate gate, Ledger ledger) {
    this.checkpoint = checkpoint;
    this.gate = gate;
    this.ledger = ledger;
  }

  @Override
  public EntryCursor entries() {
    return checkpoint.entries();
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return checkpoint.entry(path);
  }

  @Override
  public void record(Entry entry, List<Registration> registrations) {
    gate.pass("record", entry.path().value());
    checkpoint.record(entry, registrations);
    ledger.recorded(entry);
  }

  @Override
  public void forget(RelativePath path) {
    gate.pass("forget", path.value());
    checkpoint.forget(path);
  }

  @Override
  public void park(ParkedUpload upload) {
    gate.pass("park", upload.key().value());
    checkpoint.park(upload);
    ledger.parked(upload);
    gate.pass("parked", upload.key().value());
  }

  @Override
  public void unpark(ObjectKey key) {
    gate.pass("unpark", key.value());
    checkpoint.unpark(key);
    ledger.unparked(key);
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    return checkpoint.parked(key);
  }

  @Override
  public List<ParkedUpload> parked() {
    return checkpoint.parked();
  }

  @Override
  public List<RunRecord> runs() {
    return checkpoint.runs();
  }

  @Override
  public void ran(RunRecord run) {
    gate.pass("ran", "");
    checkpoint.ran(run);
  }

  @Override
  public Outbox outbox() {
    return new GatedOutbox(checkpoint.outbox(), gate);
  }

  @Override
  public void flush() {
    gate.pass("flush", "");
    checkpoint.flush();
    ledger.flushed();
    gate.pass("flushed", "");
  }

  /** Not even a closing checkpoint writes anything once the process has ended. */
  @Override
  public void close() {
    gate.pass("close", "");
    checkpoint.close();
    ledger.flushed();
  }

  private record GatedOutbox(Outbox outbox, Gate gate) implements Outbox {
    @Override
    public List<Pending> due(String registrar, Instant now, int limit) {
      return outbox.due(registrar, now, limit);
    }

    @Override
    public void delivered(List<String> ids) {
      gate.pass("delivered", "");
      outbox.delivered(ids);
      gate.pass("removed", "");
    }

    @Override
    public void postpone(String id, Instant until, String error) {
      gate.pass("postpone", id);
      outbox.postpone(id, until, error);
    }

    @Override
    public void bury(String id, String error) {
      gate.pass("bury", id);
      outbox.bury(id, error);
    }

    @Override
    public List<Pending> waiting(int limit) {
      return outbox.waiting(limit);
    }

    @Override
    public List<Pending> dead(int limit) {
      return outbox.dead(limit);
    }

    @Override
    public void revive(List<String> ids) {
      outbox.revive(ids);
    }

    @Override
    public void drop(List<String> ids) {
      outbox.drop(ids);
    }

    @Override
    public Counts counts() {
      return outbox.counts();
    }
  }
}
