package dev.davit.core.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after which pauses a request is repeated: exponential with full jitter.
 *
 * @param maxAttempts the first included
 * @param base longest first pause
 * @param cap longest pause of our own choosing
 * @param maxRetryAfter longest pause that a destination is granted
 */
public record RetryPolicy(int maxAttempts, Duration base, Duration cap, Duration maxRetryAfter) {

  private static final Duration CAP = Duration.ofSeconds(20);

  /** Returns the policy that everyone gets who does not ask for another. */
  public static RetryPolicy defaults() {
    return of(7, Duration.ofMillis(200));
  }

  /**
   * Returns the policy with so many repetitions.
   *
   * @param maxRetries from 0
   * @param firstPause longest first pause, more than zero
   */
  public static RetryPolicy of(int maxRetries, Duration firstPause) {
    Duration cap = firstPause.compareTo(CAP) > 0 ? firstPause : CAP;
    return new RetryPolicy(maxRetries + 1, firstPause, cap, Duration.ofMinutes(5));
  }

  /** Returns the pause after a failed attempt, from 1. */
  Duration pause(int attempt, RandomGenerator random) {
    long longest = base.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(random.nextLong(Math.min(longest, cap.toMillis()) + 1));
  }
}
