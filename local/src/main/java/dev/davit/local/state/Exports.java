package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.spi.Machine.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the JSON is written: at the end, and now and then before it, but never so often that
 * more than a twentieth of the time goes there. An export that fails is said and does not hurt.
 */
final class Exports {
  static final Duration USUAL_GAP = Duration.ofSeconds(30);
  private static final int IDLE_PER_BUSY = 19;

  private final UploadCheckpointJson json;
  private final JobFolder folder;
  private final Health health;
  private final Notices notices;
  private final long gapNanos;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
  private volatile long exported;
  private volatile long notBefore;
  private volatile boolean said;
  private volatile boolean paused;
  private volatile boolean finishing;

  Exports(
      UploadCheckpointJson json, JobFolder folder, Health health, Notices notices, Duration gap) {
    this.json = json;
    this.folder = folder;
    this.health = health;
    this.notices = notices;
    gapNanos = gap.toNanos();
    notBefore = System.nanoTime() + gapNanos;
  }

  /** Leaves the file alone while it is being imported. */
  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
  }

  /** Notes that the file on disk is older than the state. */
  void stale() {
    changes.incrementAndGet();
  }

  /** Notes what was committed; begins an export if it is time for one. Called by the writer. */
  void committed(Batch batch) {
    if (batch.files.isEmpty() && batch.parked.isEmpty()) {
      return;
    }
    changes.incrementAndGet();
    if (!paused && running.get() == null && System.nanoTime() - notBefore >= 0) {
      Thread thread = Thread.ofPlatform().daemon().name("davit-state-export").unstarted(this::run);
      running.set(thread);
      thread.start();
    }
  }

  private void run() {
    try {
      export(() -> finishing);
    } finally {
      running.set(null);
    }
  }

  /** Ends a running export and writes the last one; returns whether the file tells all. */
  boolean finish() {
    finishing = true;
    Thread thread = running.get();
    if (thread != null) {
      Uninterrupted.join(thread);
    }
    if (!paused && exported != changes.get()) {
      try {
        Uninterrupted.call("davit-state-export", () -> export(() -> false));
      } catch (ExecutionException e) {
        say(e.getCause());
      }
    }
    return exported == changes.get();
  }

  private boolean export(BooleanSupplier cancelled) {
    long begin = System.nanoTime();
    long seen = changes.get();
    try {
      if (json.write(cancelled)) {
        exported = seen;
        said = false;
      }
    } catch (IOException
        | UncheckedIOException
        | SQLException
        | DamagedException
        | CheckpointException e) {
      if (Health.isDamage(e)) {
        health.fail(e);
      }
      say(e);
    }
    long took = System.nanoTime() - begin;
    notBefore = System.nanoTime() + Math.max(gapNanos, took * IDLE_PER_BUSY);
    return true;
  }

  private void say(@Nullable Throwable problem) {
    if (!said) {
      said = true;
      notices.say(
          "The list for people and scripts could not be written to "
              + folder.json()
              + " ("
              + (problem == null ? "unknown" : problem.getMessage())
              + "). Uploads go on, and are remembered all the same.");
    }
  }
}
