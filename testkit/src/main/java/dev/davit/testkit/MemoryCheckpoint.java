package dev.davit.testkit;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A checkpoint on a {@link MemoryDisk}; strict about how it is used. */
public final class MemoryCheckpoint implements Checkpoint {
  private final MemoryDisk disk;
  private final MemoryOutbox outbox;

  MemoryCheckpoint(MemoryDisk disk) {
    this.disk = disk;
    outbox = new MemoryOutbox(disk, this);
  }

  <T> T read(Supplier<T> reading) {
    synchronized (disk) {
      if (!disk.isOpen(this)) {
        throw new IllegalStateException("the checkpoint is closed");
      }
      return reading.get();
    }
  }

  void change(Runnable change) {
    read(() -> {
      change.run();
      disk.changed();
      return true;
    });
  }

  void changeDurably(Runnable change) {
    change(change);
    flush();
  }

  @Override
  public EntryCursor entries() {
    return read(MemoryCursor::new);
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return read(() -> Optional.ofNullable(disk.files.get(path)));
  }

  @Override
  public void record(Entry entry, List<Registration> registrations) {
    change(() -> {
      disk.put(disk.files, entry.path(), entry);
      registrations.forEach(outbox::add);
    });
  }

  @Override
  public void forget(RelativePath path) {
    change(() -> disk.put(disk.files, path, null));
  }

  @Override
  public void park(ParkedUpload upload) {
    changeDurably(() -> disk.put(disk.parked, upload.key(), upload));
  }

  @Override
  public void unpark(ObjectKey key) {
    change(() -> disk.put(disk.parked, key, null));
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    return read(() -> Optional.ofNullable(disk.parked.get(key)));
  }

  @Override
  public List<ParkedUpload> parked() {
    return read(() -> List.copyOf(disk.parked.values()));
  }

  @Override
  public List<RunRecord> runs() {
    return read(() -> List.copyOf(disk.runs));
  }

  @Override
  public void ran(RunRecord run) {
    changeDurably(() -> disk.runs.addFirst(run));
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public void flush() {
    read(() -> {
      disk.settle();
      return true;
    });
  }

  @Override
  public void close() {
    synchronized (disk) {
      disk.close(this);
    }
  }

  /** Looks things up, and holds its caller to the order that was agreed. */
  private final class MemoryCursor implements EntryCursor {
    private @Nullable RelativePath last;
    private boolean closed;

    @Override
    public Optional<Entry> seek(RelativePath path) {
      if (closed) {
        throw new IllegalStateException("the cursor is closed");
      }
      if (last != null && last.compareTo(path) >= 0) {
        throw new IllegalArgumentException("sought " + path + " after " + last);
      }
      last = path;
      return entry(path);
    }

    @Override
    public Optional<Entry> next() {
      if (closed) {
        throw new IllegalStateException("the cursor is closed");
      }
      RelativePath before = last;
      Optional<Entry> next =
          read(() ->
              Optional.ofNullable(
                      before == null ? disk.files.firstEntry() : disk.files.higherEntry(before))
                  .map(Map.Entry::getValue));
      last = next.map(Entry::path).orElse(last);
      return next;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
