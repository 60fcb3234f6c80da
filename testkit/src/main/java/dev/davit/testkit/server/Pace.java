package dev.davit.testkit.server;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Holds a stream to a number of bytes per second. */
final class Pace {
  static final Pace UNLIMITED = new Pace(Long.MAX_VALUE);
  private static final int SLICES_PER_SECOND = 50;

  private final long bytesPerSecond;
  private final int slice;

  private Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
    this.slice = Math.clamp(bytesPerSecond / SLICES_PER_SECOND, 1, Integer.MAX_VALUE);
  }

  static Pace of(long bytesPerSecond) {
    return new Pace(bytesPerSecond);
  }

  int atMost(int wanted) {
    return Math.min(wanted, slice);
  }

  void passed(int bytes) throws InterruptedIOException {
    if (bytesPerSecond != Long.MAX_VALUE && bytes > 0) {
      sleepNanos(bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
    }
  }

  static void sleepNanos(long nanos) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted while pacing");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
