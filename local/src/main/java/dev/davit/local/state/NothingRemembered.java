package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.OutboxView;
import java.util.List;
import java.util.Optional;

/** What a job remembers that never ran. */
final class NothingRemembered implements CheckpointView {

  @Override
  public Checkpoint.EntryCursor entries() {
    return new Checkpoint.EntryCursor() {
      @Override
      public Optional<Entry> seek(RelativePath path) {
        return Optional.empty();
      }

      @Override
      public Optional<Entry> next() {
        return Optional.empty();
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return Optional.empty();
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    return Optional.empty();
  }

  @Override
  public List<ParkedUpload> parked() {
    return List.of();
  }

  @Override
  public List<RunRecord> runs() {
    return List.of();
  }

  @Override
  public OutboxView outbox() {
    return new OutboxView() {
      @Override
      public List<Pending> waiting(int limit) {
        return List.of();
      }

      @Override
      public List<Pending> dead(int limit) {
        return List.of();
      }

      @Override
      public Counts counts() {
        return Counts.NONE;
      }
    };
  }

  @Override
  public void close() {
    // holds nothing
  }
}
