package dev.davit.core.usecase;

import dev.davit.core.port.Outbox;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;

/**
 * Delivers an outbox's registrations while a run goes on without end, as its {@link
 * RegistrationPace} says. What was postponed comes again at a check once it is due.
 *
 * <p>Whoever runs it asks {@link #untilCheck} how long to wait, and calls {@link #check} then:
 *
 * <pre>{@code
 * delivery.endOfScan();
 * while (!stop.requested()) {
 *   timer.sleep(delivery.untilCheck());
 *   delivery.check();
 * }
 * delivery.endOfScan();
 * }</pre>
 *
 * <p><b>Threads.</b> {@link #uploaded} and {@link #untilCheck} may be called by any; the others by
 * one at a time. They block for as long as the registrars take.
 */
final class Delivery {
  private final Surroundings surroundings;
  private final RegistrationPace pace;
  private final DeliverRegistrations deliver;
  private long nextCheck;
  private long lastUpload;
  private long firstUntold;
  private boolean untold;

  Delivery(Surroundings surroundings, Outbox outbox, Upload upload) {
    this.surroundings = surroundings;
    pace = upload.registrationPace();
    deliver = new DeliverRegistrations(surroundings, outbox, upload.registrars(), upload.stop());
    nextCheck = now() + pace.check().toNanos();
  }

  /** Takes note that something was stored, and that its registration was recorded. */
  synchronized void uploaded() {
    lastUpload = now();
    if (!untold) {
      untold = true;
      firstUntold = lastUpload;
    }
  }

  /** Returns how long it is to the next check; zero if it is time. */
  synchronized Duration untilCheck() {
    return Duration.ofNanos(Math.max(0, nextCheck - now()));
  }

  /**
   * Delivers what is due, if it is time for a check and quiet.
   *
   * @throws InterruptedException if interrupted; what was not delivered waits
   */
  void check() throws InterruptedException {
    if (begins()) {
      deliver.deliverDue();
    }
  }

  /**
   * Delivers what is due, quiet or not.
   *
   * @throws InterruptedException if interrupted; what was not delivered waits
   */
  void endOfScan() throws InterruptedException {
    told();
    deliver.deliverDue();
  }

  private synchronized boolean begins() {
    long now = now();
    if (now < nextCheck) {
      return false;
    }
    nextCheck = now + pace.check().toNanos();
    boolean quiet = now - lastUpload >= pace.quiet().toNanos();
    boolean late = now - firstUntold >= pace.longest().toNanos();
    if (untold && !quiet && !late) {
      return false;
    }
    untold = false;
    return true;
  }

  private synchronized void told() {
    untold = false;
  }

  private long now() {
    return surroundings.timer().nanos();
  }
}
