package dev.davit.core.usecase;

import dev.davit.core.port.Checkpoint;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Delivers registrations beside a watch. */
final class WatchDelivery {
  private static final Duration SLICE = Duration.ofMillis(200);

  private final Surroundings surroundings;
  private final Delivery delivery;
  private final boolean needed;
  private volatile boolean caughtUp;

  WatchDelivery(Surroundings surroundings, Checkpoint checkpoint, Upload upload) {
    this.surroundings = surroundings;
    delivery = new Delivery(surroundings, checkpoint.outbox(), upload);
    needed = !upload.registrars().isEmpty();
  }

  /** Something was stored, and its registration recorded. */
  void uploaded() {
    delivery.uploaded();
  }

  /** What had changed when the watch began is sent. */
  void caughtUp() {
    caughtUp = true;
  }

  /** Delivers until the watch ends. */
  void run(BooleanSupplier ending) throws InterruptedException {
    while (needed && !ending.getAsBoolean()) {
      if (caughtUp) {
        caughtUp = false;
        delivery.endOfScan();
      }
      Duration left = delivery.untilCheck();
      if (left.isZero()) {
        delivery.check();
      } else {
        surroundings.timer().sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
      }
    }
  }
}
