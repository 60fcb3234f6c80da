package dev.davit.core.usecase;

import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How a watch stands. Safe for use by any number of threads. */
final class WatchProgress {
  private final Surroundings surroundings;
  private final WatchQueue queue;
  private final Vanishing vanishing;
  private final Tally tally;
  private final LastLease leases;
  private volatile WatchStatus.State state = WatchStatus.State.SCANNING;
  private volatile String waitingFor = "";
  private volatile boolean scanned;
  private volatile boolean ever;
  private volatile @Nullable Instant lastEvent;
  private volatile @Nullable Instant lastStored;
  private @Nullable Duration pause;

  WatchProgress(
      Surroundings surroundings,
      WatchQueue queue,
      Vanishing vanishing,
      Tally tally,
      LastLease leases) {
    this.surroundings = surroundings;
    this.queue = queue;
    this.vanishing = vanishing;
    this.tally = tally;
    this.leases = leases;
  }

  void is(WatchStatus.State now, String why) {
    state = now;
    waitingFor = why;
  }

  /** Nothing is in the way any more, as far as is known. */
  void goesOn() {
    is(scanned ? WatchStatus.State.WATCHING : WatchStatus.State.SCANNING, "");
  }

  boolean isScanned() {
    return scanned;
  }

  void scanned() {
    scanned = true;
    if (state != WatchStatus.State.WAITING) {
      goesOn();
    }
  }

  void changed() {
    lastEvent = surroundings.clock().instant();
  }

  synchronized void stored() {
    lastStored = surroundings.clock().instant();
    ever = true;
    pause = null;
  }

  /** Tells whether anything was stored since the watch began. */
  boolean ever() {
    return ever;
  }

  /** Returns how long to wait before the next try: longer each time until something is stored. */
  synchronized Duration nextPause(Duration first, Duration longest) {
    Duration next = pause == null ? first : pause.multipliedBy(2);
    pause = next.compareTo(longest) > 0 ? longest : next;
    return pause;
  }

  WatchStatus status() {
    OptionalLong oldest = queue.oldest();
    Summary.Counts counts = tally.counts();
    return new WatchStatus(
        state,
        queue.size(),
        oldest.isPresent()
            ? Duration.ofNanos(Math.max(0, surroundings.timer().nanos() - oldest.getAsLong()))
            : Duration.ZERO,
        Optional.ofNullable(lastEvent),
        Optional.ofNullable(lastStored),
        leases.since(),
        leases.ends(),
        counts.stored(),
        vanishing.removed(),
        counts.failed(),
        waitingFor);
  }
}
