package dev.davit.core.usecase;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows how a watch stands, to whoever asks: a metrics endpoint, a service manager. Safe for use by
 * any number of threads.
 */
public final class WatchMonitor {
  private static final WatchStatus NONE =
      new WatchStatus(
          WatchStatus.State.STOPPED,
          0,
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          "");

  private volatile Supplier<WatchStatus> source = () -> NONE;

  /** Makes one that shows a watch once it began. */
  public WatchMonitor() {}

  void shows(Supplier<WatchStatus> source) {
    this.source = source;
  }

  /** Returns how the watch stands now; cheap enough for every second. */
  public WatchStatus status() {
    return source.get();
  }
}
