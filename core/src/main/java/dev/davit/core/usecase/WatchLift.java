package dev.davit.core.usecase;

import dev.davit.core.internal.StoppedException;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.Why;
import dev.davit.core.port.Change;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does what has to be done about one path of a watched folder after the other. */
final class WatchLift {
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long CHANGING_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();

  private final Surroundings surroundings;
  private final Checkpoint checkpoint;
  private final WatchQueue queue;
  private final Vanishing vanishing;
  private final Sending sending;
  private final Tally tally;
  private final FileLift files;
  private final FileLift refreshing;

  WatchLift(
      Surroundings surroundings,
      Watch watch,
      Storage storage,
      Checkpoint checkpoint,
      WatchQueue queue,
      Vanishing vanishing,
      Sending sending,
      RunLimits limits,
      Tally tally) {
    this.surroundings = surroundings;
    this.checkpoint = checkpoint;
    this.queue = queue;
    this.vanishing = vanishing;
    this.sending = sending;
    this.tally = tally;
    Upload upload = watch.upload();
    files = lift(upload.trusting(Upload.Trust.STATE), storage, limits);
    refreshing = lift(upload.trusting(Upload.Trust.NOTHING), storage, limits);
  }

  private FileLift lift(Upload upload, Storage storage, RunLimits limits) {
    return new FileLift(
        surroundings,
        upload,
        checkpoint,
        (ObjectKey key) -> false,
        storage.profile(),
        sending,
        limits,
        tally);
  }

  /** Does it; what cannot be done now is laid back into the queue. */
  void handle(WatchQueue.Item item, LiveFolder folder, WatchIntake intake)
      throws InterruptedException {
    try {
      SourceFile file = item.file();
      if (file == null) {
        vanished(item, folder, intake);
      } else {
        lift(item, file, intake);
      }
    } catch (SourceException e) {
      intake.lost(e);
      queue.done(item);
    } catch (CheckpointException e) {
      sending.breaker().trip(e);
      queue.again(item);
    }
  }

  private void lift(WatchQueue.Item item, SourceFile seen, WatchIntake intake)
      throws InterruptedException {
    Fingerprint now;
    try {
      now = seen.content().look();
    } catch (NoSuchFileException e) {
      gone(item, intake);
      return;
    } catch (IOException e) {
      queue.done(item); // something else has its name, or nobody may look: a scan will tell
      return;
    }
    SourceFile file = new SourceFile(seen.path(), now, seen.content());
    if (item.settling() && !now.equals(seen.fingerprint())) {
      queue.again(intake.resettled(item, file));
      return;
    }
    FileLift how = item.refresh() ? refreshing : files;
    Optional<Entry> known = checkpoint.entry(file.path());
    if (how.unchanged(file, known)) {
      how.tellOfPresent(known.orElseThrow());
      queue.done(item);
      return;
    }
    if (item.tries() == 0) {
      tally.found(1, now.length(), false);
    }
    settle(item, lift(how, file, known), intake);
  }

  private Outcome lift(FileLift how, SourceFile file, Optional<Entry> known)
      throws InterruptedException {
    Optional<Vanishing.Twin> twin =
        known.flatMap(Entry::stored).isPresent() ? Optional.empty() : vanishing.twin(file);
    if (twin.isEmpty() || !queue.reserve(twin.get().path())) {
      return how.lift(file, known);
    }
    try {
      Outcome outcome =
          how.lift(
              file,
              known,
              twin.filter(each -> each.isStill(checkpoint)).map(Vanishing.Twin::stored));
      if (outcome instanceof Outcome.Stored stored && stored.why() == Why.MOVED) {
        vanishing.moved(twin.get().path());
      }
      return outcome;
    } finally {
      queue.release(twin.get().path());
    }
  }

  private void settle(WatchQueue.Item item, Outcome outcome, WatchIntake intake) {
    switch (outcome) {
      case Outcome.Stored stored -> finish(item, stored);
      case Outcome.Skipped skipped when skipped.reason() == Outcome.SkipReason.VANISHED -> {
        tally.finish(skipped);
        gone(item, intake);
      }
      case Outcome.Skipped skipped -> finish(item, skipped);
      case Outcome.Planned planned -> finish(item, planned);
      case Outcome.Deferred deferred when deferred.reason() == Outcome.DeferReason.CHANGING ->
          queue.again(item.failed(later(CHANGING_PAUSE, item.tries())));
      case Outcome.Deferred deferred -> queue.again(item.later(surroundings.timer().nanos()));
      case Outcome.Failed failed when sending.breaker().cause().isPresent() ->
          queue.again(item.failed(surroundings.timer().nanos())); // not this file's own trouble
      case Outcome.Failed failed -> {
        tally.finish(failed);
        queue.again(item.failed(later(FIRST_PAUSE, item.tries())));
      }
    }
  }

  private void finish(WatchQueue.Item item, Outcome outcome) {
    tally.finish(outcome);
    queue.done(item);
  }

  private long later(long first, int tries) {
    return surroundings.timer().nanos() + Math.min(LONGEST_PAUSE, first << Math.min(tries, 20));
  }

  private void gone(WatchQueue.Item item, WatchIntake intake) {
    RelativePath path = item.path();
    queue.done(item);
    intake.gone(path);
  }

  private void vanished(WatchQueue.Item item, LiveFolder folder, WatchIntake intake)
      throws InterruptedException {
    if (vanishing.mustWait(queue)) {
      queue.again(item.later(later(FIRST_PAUSE, 0)));
      return;
    }
    switch (folder.look(item.path())) {
      case Change.Vanished v -> remove(item);
      case Change.Appeared(SourceFile file) -> {
        queue.done(item);
        intake.found(file); // it is back
      }
      default -> queue.done(item); // something is there, and not taken
    }
  }

  private void remove(WatchQueue.Item item) throws InterruptedException {
    try {
      vanishing.remove(item.path(), sending.loop());
      queue.done(item);
    } catch (StoppedException e) {
      queue.again(item.later(surroundings.timer().nanos()));
    } catch (StorageException e) {
      sending.breaker().failed(e);
      String kind = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      tally.finish(
          new Outcome.Failed(item.path(), kind, "cannot be removed: " + e.getMessage(), 1));
      queue.again(item.failed(later(FIRST_PAUSE, item.tries())));
    } catch (IOException e) {
      throw new IllegalStateException(e); // removing reads no content
    }
  }
}
