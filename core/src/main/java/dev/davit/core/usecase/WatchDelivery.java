package dev.davit.core.usecase;

import dev.davit.core.port.Checkpoint;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Delivers registrations beside a watch. */
final class WatchDelivery {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final Duration CHECK = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final Watch watch;
  private final DeliverRegistrations deliver;

  WatchDelivery(
      Surroundings surroundings, Watch watch, Checkpoint checkpoint, WatchProgress progress) {
    this.surroundings = surroundings;
    this.watch = watch;
    deliver =
        new DeliverRegistrations(
            surroundings, checkpoint.outbox(), watch.upload().registrars(), watch.upload().stop());
  }

  void run(BooleanSupplier ending) throws InterruptedException {
    if (watch.upload().registrars().isEmpty()) {
      return;
    }
    while (!ending.getAsBoolean()) {
      deliver.deliverDue();
      for (Duration left = CHECK;
          left.isPositive() && !ending.getAsBoolean();
          left = left.minus(SLICE)) {
        surroundings.timer().sleep(SLICE);
      }
    }
  }
}
