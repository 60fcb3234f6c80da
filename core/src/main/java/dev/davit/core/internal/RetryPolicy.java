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

  /** Returns the policy that everyone gets. */
  public static RetryPolicy defaults() {
    return new RetryPolicy(
        8, Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofMinutes(5));
  }

  /** Returns the pause after a failed attempt, from 1. */
  Duration pause(int attempt, RandomGenerator random) {
    long longest = base.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(random.nextLong(Math.min(longest, cap.toMillis()) + 1));
  }
}
