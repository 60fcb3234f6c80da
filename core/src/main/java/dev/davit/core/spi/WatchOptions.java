package dev.davit.core.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a folder is watched. */
public final class WatchOptions {
  private static final WatchOptions DEFAULTS = new WatchOptions(null);

  private final @Nullable Duration poll;

  private WatchOptions(@Nullable Duration poll) {
    this.poll = poll;
  }

  /** Returns options that ask the platform to tell of changes. */
  public static WatchOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns options that look through the whole folder again and again instead, as network shares
   * need it: what other machines change there the platform does not tell.
   *
   * @param every the pause between two looks, more than zero
   * @throws IllegalArgumentException if it is not
   */
  public static WatchOptions polling(Duration every) {
    if (!every.isPositive()) {
      throw new IllegalArgumentException("the pause between two looks is not positive: " + every);
    }
    return new WatchOptions(every);
  }

  /** Returns the pause between two looks through the folder, if that is how it is watched. */
  public Optional<Duration> poll() {
    return Optional.ofNullable(poll);
  }
}
