package dev.davit.core.spi;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

final class RandomGenerators {

  private RandomGenerators() {}

  /** A generator that any number of threads may use. */
  static RandomGenerator threadLocal() {
    return () -> ThreadLocalRandom.current().nextLong();
  }
}
