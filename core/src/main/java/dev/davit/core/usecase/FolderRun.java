package dev.davit.core.usecase;

import dev.davit.core.internal.RunBreaker;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Entry;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import dev.davit.core.usecase.Outcome.DeferReason;
import dev.davit.core.usecase.Outcome.SkipReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lifts one source folder: joins what the scan finds with what is remembered. */
final class FolderRun {
  /** So many files that changed while they were sent are tried again at the end of the run. */
  private static final int MAX_AGAIN = 10_000;

  private static final List<Duration> AGAIN_AFTER =
      List.of(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final Surroundings surroundings;
  private final Upload upload;
  private final Checkpoint checkpoint;
  private final FileLift files;
  private final UploadLoop loop;
  private final Tasks.Lane lane;
  private final RunBreaker breaker;
  private final RunLimits limits;
  private final Waiting waiting;
  private final Tally tally;
  private List<SourceFile> again = new ArrayList<>();

  FolderRun(
      Surroundings surroundings,
      Upload upload,
      Checkpoint checkpoint,
      FileLift files,
      UploadLoop loop,
      Tasks.Lane lane,
      RunBreaker breaker,
      RunLimits limits,
      Tally tally) {
    this.surroundings = surroundings;
    this.upload = upload;
    this.checkpoint = checkpoint;
    this.files = files;
    this.loop = loop;
    this.lane = lane;
    this.breaker = breaker;
    this.limits = limits;
    waiting = new Waiting(upload.order());
    this.tally = tally;
  }

  /**
   * Runs until the scan has ended and everything it found is done with, or the run must end; tells
   * whether the former.
   */
  boolean run(ScanReader scan) throws InterruptedException {
    boolean complete = liftAll(scan);
    for (Duration pause : AGAIN_AFTER) {
      if (!again.isEmpty() && !ending()) {
        surroundings.timer().sleep(pause);
        liftAgain();
      }
    }
    giveUpAgain();
    return complete;
  }

  private boolean ending() {
    return upload.stop().requested() || breaker.cause().isPresent() || limits.reached();
  }

  private boolean liftAll(ScanReader scan) throws InterruptedException {
    try (Checkpoint.EntryCursor remembered = checkpoint.entries();
        Tasks.Scope scope = surroundings.tasks().scope()) {
      boolean ended = false;
      while (!ended && !ending()) {
        ended = liftNext(scan, remembered, scope);
      }
      for (Waiting.One one : waiting.take()) {
        scope.fork(lane, () -> lift(one.file(), one.known()));
      }
      scope.join();
      if (!ended) {
        scan.rest().forEach(this::leave);
      }
      return ended && !ending();
    }
  }

  /** Lifts what the scan finds next; tells whether it has ended. */
  private boolean liftNext(ScanReader scan, Checkpoint.EntryCursor remembered, Tasks.Scope scope)
      throws InterruptedException {
    try {
      ChangeSource.Batch batch = scan.next();
      List<Waiting.One> wanted = new ArrayList<>();
      for (Change change : batch.changes()) {
        handle(change, remembered, wanted);
      }
      for (Waiting.One found :
          LargeAmongSmall.order(wanted, f -> f.file().fingerprint().length())) {
        scope.fork(lane, () -> lift(found.file(), found.known()));
      }
      return batch.ended();
    } catch (SourceException e) {
      breaker.trip(e); // what was begun is finished all the same
      return false;
    }
  }

  private void handle(Change change, Checkpoint.EntryCursor remembered, List<Waiting.One> wanted) {
    if (ending() || !(change instanceof Change.Appeared(SourceFile file))) {
      leave(change);
      return;
    }
    Optional<Entry> known;
    try {
      known = remembered.seek(file.path());
    } catch (CheckpointException e) {
      breaker.trip(e);
      leave(change);
      return;
    }
    decide(new Waiting.One(file, known), wanted);
  }

  /** Says what becomes of something that was found and is not lifted. */
  private void leave(Change change) {
    tally.finish(
        switch (change) {
          case Change.Appeared(SourceFile file) ->
              new Outcome.Deferred(
                  file.path(), limits.reached() ? DeferReason.LIMIT : DeferReason.INTERRUPTED, "");
          case Change.Ignored ignored -> outcome(ignored);
          case Change.Modified m -> throw notInAScan(m);
          case Change.Moved m -> throw notInAScan(m);
          case Change.Vanished v -> throw notInAScan(v);
          case Change.VanishedFolder v -> throw notInAScan(v);
          case Change.Overflow o -> throw notInAScan(o);
        });
  }

  private static IllegalStateException notInAScan(Change change) {
    return new IllegalStateException("a scan does not report " + change);
  }

  /** Says what becomes of something that is not taken. */
  static Outcome outcome(Change.Ignored ignored) {
    SkipReason reason =
        switch (ignored.reason()) {
          case HIDDEN -> SkipReason.HIDDEN;
          case SYSTEM -> SkipReason.SYSTEM;
          case FILTERED -> SkipReason.FILTERED;
          case OUT_OF_BOUNDS -> SkipReason.OUT_OF_BOUNDS;
          case SYMLINK -> SkipReason.SYMLINK;
          case SPECIAL -> SkipReason.SPECIAL;
          case UNREADABLE -> null;
        };
    return reason == null
        ? new Outcome.Failed(ignored.path(), "unreadable", ignored.detail(), 1)
        : new Outcome.Skipped(ignored.path(), reason, ignored.detail());
  }

  private void decide(Waiting.One found, List<Waiting.One> wanted) {
    if (files.unchanged(found.file(), found.known())) {
      files.tellOfPresent(found.known().orElseThrow());
      tally.finish(new Outcome.Skipped(found.file().path(), SkipReason.UNCHANGED, ""));
    } else if (waiting.isWanted()) {
      waiting.add(found.file(), found.known());
    } else {
      wanted.add(found);
    }
  }

  private void lift(SourceFile file, Optional<Entry> known) throws InterruptedException {
    if (ending()) {
      leave(new Change.Appeared(file)); // waited for its turn until now
      return;
    }
    Outcome outcome = files.lift(file, known);
    if (outcome instanceof Outcome.Deferred deferred
        && deferred.reason() == DeferReason.CHANGING
        && queueAgain(file)) {
      return;
    }
    tally.finish(outcome);
  }

  private boolean queueAgain(SourceFile file) {
    synchronized (this) {
      return again.size() < MAX_AGAIN && again.add(file);
    }
  }

  private void liftAgain() throws InterruptedException {
    List<SourceFile> round = again;
    again = new ArrayList<>();
    try (Tasks.Scope scope = surroundings.tasks().scope()) {
      for (SourceFile file : round) {
        scope.fork(lane, () -> lift(file, checkpoint.entry(file.path())));
      }
      scope.join();
    }
  }

  private void giveUpAgain() {
    for (SourceFile file : again) {
      tally.finish(
          new Outcome.Deferred(
              file.path(), DeferReason.CHANGING, "kept changing while it was read"));
    }
  }

  /** Discards what was begun for files that are gone by now; others are still being resumed. */
  void discardOrphans() throws InterruptedException {
    new Orphans(surroundings, checkpoint, loop, tally, this::ending, parked -> false).discard();
  }
}
