package dev.davit.local.state;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Moments as columns: nanoseconds since 1970, cut off at the years 1677 and 2262. */
final class Times {

  private Times() {}

  static long nanos(Instant instant) {
    long seconds = TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
    boolean cutOff = seconds == Long.MAX_VALUE || seconds == Long.MIN_VALUE;
    long nanos = seconds + instant.getNano();
    return cutOff ? seconds : nanos < seconds ? Long.MAX_VALUE : nanos;
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
