package dev.davit.core.spi;

import java.time.Duration;

/** Measures and waits. Safe for use by any number of threads. */
public interface Timer {

  /** Returns nanoseconds since some fixed moment; only differences mean something. */
  long nanos();

  /**
   * Waits.
   *
   * @param pause zero or negative returns at once
   * @throws InterruptedException if interrupted before or meanwhile
   */
  void sleep(Duration pause) throws InterruptedException;

  /** Returns the machine's own. */
  static Timer system() {
    return new Timer() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(pause.isNegative() ? Duration.ZERO : pause);
      }
    };
  }
}
