package dev.davit.core.usecase;

import java.time.Duration;

/**
 * When registrars are told while a run has no end: at every check at which nothing was stored for a
 * while, so that what belongs together is told together. A run that ends tells at its end.
 *
 * @param check how long from one check to the next, more than zero
 * @param quiet how long nothing must have been stored, zero or more
 * @param longest how long the oldest that was not told yet waits at most, quiet or not
 */
public record RegistrationPace(Duration check, Duration quiet, Duration longest) {
  private static final RegistrationPace DEFAULTS =
      new RegistrationPace(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(10));

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a span is not as said above
   */
  public RegistrationPace {
    if (!check.isPositive() || quiet.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException(
          "no pace: check every " + check + ", quiet for " + quiet + ", at most " + longest);
    }
  }

  /** Returns what the workspace uploader did: a check every 30 s, 20 s quiet; 10 min at most. */
  public static RegistrationPace defaults() {
    return DEFAULTS;
  }
}
