package dev.davit.local.source;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.spi.SourceOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The sizes and ages that are taken.
 *
 * @param oldest nanoseconds since 1970
 * @param youngest nanoseconds since 1970
 */
record Bounds(long minSize, long maxSize, long oldest, long youngest) {

  /** Reads the options; ages are counted from now. */
  static Bounds of(SourceOptions options, Clock clock) {
    return new Bounds(
        options.minSize(),
        options.maxSize(),
        options.maxAge().map(age -> before(clock, age)).orElse(Long.MIN_VALUE),
        options.minAge().map(age -> before(clock, age)).orElse(Long.MAX_VALUE));
  }

  private static long before(Clock clock, Duration age) {
    Instant then = clock.instant().minus(age);
    return TimeUnit.SECONDS.toNanos(then.getEpochSecond()) + then.getNano();
  }

  /** Returns what speaks against a file, if anything does. */
  Optional<String> against(Fingerprint fingerprint) {
    long length = fingerprint.length();
    long modified = fingerprint.modifiedNanos();
    if (length < minSize) {
      return Optional.of(length + " bytes are fewer than --min-size " + minSize);
    }
    if (length > maxSize) {
      return Optional.of(length + " bytes are more than --max-size " + maxSize);
    }
    if (modified < oldest) {
      return Optional.of("modified longer ago than --max-age");
    }
    return modified > youngest
        ? Optional.of("modified more recently than --min-age")
        : Optional.empty();
  }
}
