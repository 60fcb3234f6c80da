package dev.davit.testkit.simulation;

import java.util.random.RandomGenerator;

/**
 * How rough one run is.
 *
 * @param faults requests in a thousand that go wrong
 * @param edits operations in a thousand during which someone changes a file
 * @param crashAt the operation at which the process ends; 0 for never
 * @param stopAt the operation at which it is asked to stop; 0 for never
 * @param interruptAt the operation at which it is interrupted; 0 for never
 * @param diskFullAt the operation from which on no state can be written; 0 for never
 */
record Weather(int faults, int edits, int crashAt, int stopAt, int interruptAt, int diskFullAt) {
  private static final int[] RATES = {0, 0, 10, 50, 200};

  static Weather calm() {
    return new Weather(0, 0, 0, 0, 0, 0);
  }

  static Weather draw(RandomGenerator random) {
    return new Weather(
        RATES[random.nextInt(RATES.length)],
        RATES[random.nextInt(RATES.length)] / 4,
        sometimes(random, 2),
        sometimes(random, 6),
        sometimes(random, 12),
        sometimes(random, 20));
  }

  /** Early and late operations are equally likely, whatever the length of the run. */
  private static int sometimes(RandomGenerator random, int oneIn) {
    return random.nextInt(oneIn) == 0 ? 1 + random.nextInt(1 << (2 + random.nextInt(8))) : 0;
  }
}
