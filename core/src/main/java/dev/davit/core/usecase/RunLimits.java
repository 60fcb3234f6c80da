package dev.davit.core.usecase;

import dev.davit.core.spi.Timer;

/** How long a run may take, and how much it may send. Safe for use by any number of threads. */
final class RunLimits {
  private final Upload upload;
  private final Timer timer;
  private final long began;
  private long left;
  private volatile boolean spent;

  /** Begins to measure. */
  RunLimits(Upload upload, Timer timer) {
    this.upload = upload;
    this.timer = timer;
    began = timer.nanos();
    left = upload.maxTransfer().orElse(Long.MAX_VALUE);
  }

  /** Takes what a file needs, or tells that this is more than may still be sent. */
  synchronized boolean take(long bytes) {
    if (spent || bytes > left) {
      spent = true;
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Tells whether the run has taken as long as it may. */
  boolean timeIsUp() {
    return upload.maxDuration().isPresent()
        && timer.nanos() - began >= upload.maxDuration().get().toNanos();
  }

  /** Tells whether no further file may be begun. */
  boolean reached() {
    return spent || timeIsUp();
  }
}
