package dev.davit.core.usecase;

import dev.davit.core.internal.RunBreaker;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.SourceRoot;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One watch, from its beginning until it is asked to stop. */
final class WatchRun {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A file that somebody may put in place any moment is looked for this often. */
  private static final Duration LOCAL_PAUSE = Duration.ofSeconds(3);

  private final Surroundings surroundings;
  private final Machine machine;
  private final Watch watch;
  private final SourceRoot root;
  private final Storage storage;
  private final Checkpoint checkpoint;
  private final Tally tally;
  private final RunLimits limits;
  private final WatchQueue queue;
  private final Vanishing vanishing;
  private final WatchScans scans;
  private final WatchProgress progress;
  private final WatchDelivery delivery;
  private boolean caughtUp;
  private volatile @Nullable RuntimeException end;
  private volatile @Nullable RuntimeException trouble;

  WatchRun(
      Surroundings surroundings,
      Machine machine,
      Watch watch,
      SourceRoot root,
      Storage storage,
      Checkpoint checkpoint,
      LastLease leases,
      WatchFolder.Relay relay) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.watch = watch;
    this.root = root;
    this.storage = storage;
    this.checkpoint = checkpoint;
    tally = new Tally(relay, null);
    limits = new RunLimits(watch.upload(), surroundings.timer());
    queue = new WatchQueue(surroundings.timer(), WatchQueue.MOST);
    vanishing = new Vanishing(watch, checkpoint, storage, tally);
    progress = new WatchProgress(surroundings, queue, vanishing, tally, leases);
    delivery = new WatchDelivery(surroundings, checkpoint, watch.upload());
    scans =
        new WatchScans(surroundings, watch, storage, checkpoint, queue, vanishing, tally, progress);
    relay.hears(this::hear);
  }

  private void hear(Event event) {
    switch (event) {
      case Event.FileStarted started -> vanishing.sending(started.path());
      case Event.FileFinished(Outcome.Stored stored) -> {
        vanishing.stored(stored.key());
        progress.stored();
        delivery.uploaded();
        if (trouble != null) {
          trouble = null;
          queue.hurry();
        }
      }
      default -> {}
    }
  }

  private boolean stopping() {
    return watch.upload().stop().requested() || end != null;
  }

  Summary run(Job job) throws InterruptedException {
    Instant begunAt = surroundings.clock().instant();
    long began = surroundings.timer().nanos();
    watch.monitor().shows(progress::status);
    tally.tell(new Event.RunStarted(begunAt, watch.upload().destination().toString()));
    tally.tell(new Event.SourceStarted(root.path(), job.id()));
    try {
      watchOn();
    } catch (InterruptedException e) {
      watch.upload().stop().request();
      Summary unused = finish(begunAt, began);
      throw e;
    } catch (Tasks.TaskFailedException e) {
      throw UploadFolder.unexpected(e);
    } finally {
      progress.is(WatchStatus.State.STOPPED, "");
    }
    return finish(begunAt, began);
  }

  private Summary finish(Instant begunAt, long began) {
    Duration took = Duration.ofNanos(surroundings.timer().nanos() - began);
    Summary.Ending ending = end == null ? Summary.Ending.INTERRUPTED : Summary.Ending.STOPPED;
    Summary summary = tally.summary(took, ending, end);
    if (!(end instanceof CheckpointException)) {
      checkpoint.ran(RunRecords.of(begunAt, took, ending, summary.counts()));
      checkpoint.flush();
    }
    tally.tell(new Event.RunFinished(summary));
    return summary;
  }

  /** Watches the folder, and again when it is back after it was gone. */
  private void watchOn() throws InterruptedException {
    boolean watched = false;
    boolean gone = false;
    while (!stopping()) {
      try (LiveFolder folder =
          machine.watch(
              root,
              Places.sourceOptions(watch.upload(), machine, storage),
              watch.options(),
              notice -> tally.tell(new Event.Notice(notice)))) {
        if (gone) {
          tally.tell(new Event.Notice("the source " + root.path() + " is back; going on"));
        }
        watched = true;
        gone = false;
        lift(folder);
      } catch (SourceException e) {
        if (!watched) {
          end = e;
          return;
        }
        if (!gone) {
          tally.tell(
              new Event.Notice(e.getMessage() + " Nothing is deleted; waiting for its return."));
        }
        gone = true;
        progress.is(WatchStatus.State.SOURCE_GONE, String.valueOf(e.getMessage()));
        queue.clear();
        pause(FIRST_PAUSE);
      }
    }
  }

  private void lift(LiveFolder folder) throws InterruptedException {
    WatchIntake intake = new WatchIntake(surroundings, watch, folder, queue, vanishing, scans);
    Tasks tasks = surroundings.tasks();
    try (Tasks.Scope scope = tasks.scope()) {
      Tasks.Lane lane = tasks.lane(3);
      scope.fork(lane, () -> intake.run(this::stopping));
      scope.fork(lane, () -> scans.run(folder, intake, () -> stopping() || intake.isLost()));
      scope.fork(lane, () -> delivery.run(() -> stopping() || intake.isLost()));
      while (!stopping() && !intake.isLost()) {
        send(folder, intake);
      }
      scope.join();
    }
    if (intake.lost() != null && !stopping()) {
      throw intake.lost();
    }
  }

  /** Sends what changes until there is no point in going on for now; then waits. */
  private void send(LiveFolder folder, WatchIntake intake) throws InterruptedException {
    RunBreaker breaker = new RunBreaker();
    Sending sending = new Sending(surroundings, watch.upload(), storage, breaker, this::stopping);
    WatchLift files =
        new WatchLift(
            surroundings, watch, storage, checkpoint, queue, vanishing, sending, limits, tally);
    try (Tasks.Scope scope = surroundings.tasks().scope()) {
      while (!stopping() && !intake.isLost() && breaker.cause().isEmpty()) {
        Optional<WatchQueue.Item> item = queue.take(SLICE.toNanos());
        if (!caughtUp && progress.isScanned() && queue.size() == 0) {
          caughtUp = true;
          delivery.caughtUp();
        }
        if (item.isPresent()) {
          scope.fork(sending.lane(), () -> files.handle(item.get(), folder, intake));
        }
      }
      scope.join();
    }
    Optional<RuntimeException> cause = breaker.cause();
    if (cause.isPresent() && !stopping()) {
      waitFor(cause.get());
    }
  }

  /** Says once what is wrong, and waits; what would be wrong for ever ends the watch. */
  private void waitFor(RuntimeException cause) throws InterruptedException {
    if (cause instanceof CheckpointException || (!progress.ever() && isMistake(cause))) {
      end = cause;
      return;
    }
    String sentence = String.valueOf(cause.getMessage());
    RuntimeException before = trouble;
    if (before == null || !before.getClass().equals(cause.getClass())) {
      tally.tell(
          new Event.Notice(
              sentence + "; what changes is kept in mind, and sent when this is over"));
    }
    trouble = cause;
    progress.is(WatchStatus.State.WAITING, sentence);
    boolean local = cause instanceof SettingsException;
    pause(local ? LOCAL_PAUSE : progress.nextPause(FIRST_PAUSE, LONGEST_PAUSE));
    progress.goesOn();
  }

  private static boolean isMistake(RuntimeException cause) {
    return switch (cause) {
      case NoCredentialException e -> true;
      case StorageException.Missing e -> true;
      case StorageException.Unusable e -> true;
      case StorageException.Denied e -> e.reason() == StorageException.Denied.Reason.FORBIDDEN;
      default -> false;
    };
  }

  private void pause(Duration pause) throws InterruptedException {
    for (Duration left = pause; left.isPositive() && !stopping(); left = left.minus(SLICE)) {
      surroundings.timer().sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
    }
  }
}
