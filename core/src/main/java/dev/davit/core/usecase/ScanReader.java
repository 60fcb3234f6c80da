package dev.davit.core.usecase;

import static java.util.Objects.requireNonNull;

import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scan ahead of those who send, so that the total is known early; at most so far that
 * memory stays bounded. Tells the tally what was found.
 */
final class ScanReader implements AutoCloseable {
  private static final int BATCHES_AHEAD = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChangeSource source;
  private final Tally tally;
  private final boolean last;
  private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final @Nullable Thread thread;
  private List<Change> unqueued = List.of(); // written by the thread, read after its end

  private record Read(ChangeSource.@Nullable Batch batch, @Nullable Throwable failure) {}

  /**
   * Begins.
   *
   * @param ahead whether to read in a thread of its own
   * @param last whether the run finds nothing more after this scan
   */
  ScanReader(ChangeSource source, Tally tally, boolean ahead, boolean last) {
    this.source = source;
    this.tally = tally;
    this.last = last;
    thread = ahead ? Thread.ofPlatform().daemon().name("davit-scan").start(this::readAhead) : null;
  }

  /** Returns what the scan found next. */
  ChangeSource.Batch next() throws InterruptedException {
    if (thread == null) {
      return read();
    }
    Read read = queue.take();
    return switch (read.failure()) {
      case null -> requireNonNull(read.batch());
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    };
  }

  private void readAhead() {
    try {
      ChangeSource.Batch batch;
      do {
        batch = read();
        unqueued = batch.changes();
        queue.put(new Read(batch, null));
        unqueued = List.of();
      } while (!batch.ended());
    } catch (InterruptedException e) {
      // closed: nobody reads on
    } catch (Throwable e) {
      putUnlessClosed(e);
    }
  }

  private void putUnlessClosed(Throwable failure) {
    try {
      queue.put(new Read(null, failure));
    } catch (InterruptedException e) {
      // closed: nobody reads on
    }
  }

  private ChangeSource.Batch read() throws InterruptedException {
    ChangeSource.Batch batch = source.poll(PATIENCE);
    long bytes = 0;
    for (Change change : batch.changes()) {
      bytes += change instanceof Change.Appeared(SourceFile file) ? file.fingerprint().length() : 0;
    }
    tally.found(batch.changes().size(), bytes, batch.ended() && last);
    return batch;
  }

  /** Ends the scan; returns what was found and not asked for with {@link #next}. */
  List<Change> rest() {
    close();
    List<Change> rest = new ArrayList<>();
    for (Read read : queue) {
      if (read.batch() != null) {
        rest.addAll(read.batch().changes());
      }
    }
    queue.clear();
    rest.addAll(unqueued);
    unqueued = List.of();
    return rest;
  }

  @Override
  public void close() {
    source.close();
    if (thread != null) {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
