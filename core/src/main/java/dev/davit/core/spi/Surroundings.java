package dev.davit.core.spi;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What code is given instead of reaching for it: so that a simulation can play it.
 *
 * @param clock the wall clock, for records and leases; never for measuring
 * @param timer measures and waits
 * @param random spreads retries and the like; nothing here needs to be unpredictable. Safe for use
 *     by any number of threads
 * @param tasks runs work side by side
 */
public record Surroundings(Clock clock, Timer timer, RandomGenerator random, Tasks tasks) {

  /** Returns the real ones: system clock, virtual threads. */
  public static Surroundings real() {
    return new Surroundings(
        Clock.systemUTC(), Timer.system(), RandomGenerators.threadLocal(), Tasks.virtual());
  }
}
