package dev.davit.core.usecase;

import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Uploads of a job that were begun long ago, and that nobody will finish. */
final class Orphans {
  private final Surroundings surroundings;
  private final Checkpoint checkpoint;
  private final UploadLoop loop;
  private final Tally tally;
  private final BooleanSupplier ending;
  private final Predicate<ParkedUpload> spared;

  /**
   * Makes it.
   *
   * @param spared what is being finished just now
   */
  Orphans(
      Surroundings surroundings,
      Checkpoint checkpoint,
      UploadLoop loop,
      Tally tally,
      BooleanSupplier ending,
      Predicate<ParkedUpload> spared) {
    this.surroundings = surroundings;
    this.checkpoint = checkpoint;
    this.loop = loop;
    this.tally = tally;
    this.ending = ending;
    this.spared = spared;
  }

  /** Discards them at the destination, and forgets them. */
  void discard() throws InterruptedException {
    for (ParkedUpload parked : checkpoint.parked()) {
      if (ending.getAsBoolean()) {
        return;
      }
      Instant old = parked.begunAt().plus(Duration.ofDays(1));
      if (surroundings.clock().instant().isAfter(old) && !spared.test(parked)) {
        discard(parked);
      }
    }
  }

  private void discard(ParkedUpload parked) throws InterruptedException {
    try {
      loop.discard(parked);
      checkpoint.unpark(parked.key());
    } catch (StorageException | IOException | StoppedException e) {
      tally.tell(
          new Event.Notice(
              "an unfinished upload to " + parked.key() + " could not be discarded: " + e));
    }
  }
}
