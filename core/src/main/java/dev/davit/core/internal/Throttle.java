package dev.davit.core.internal;

import dev.davit.core.spi.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets so much pass in a second. Who takes more than there is waits, in the order of asking; what
 * was left over in the last tenth of a second may be made up for. Safe for use by any thread.
 */
public final class Throttle {
  private static final long SECOND = 1_000_000_000;
  private static final long MADE_UP_FOR = SECOND / 10;

  private final Timer timer;
  private final LongSupplier perSecond;
  private final ReentrantLock lock = new ReentrantLock();
  private long paidUntil = Long.MIN_VALUE;

  /**
   * Makes one.
   *
   * @param perSecond what may pass now; 0 for any amount
   */
  public Throttle(Timer timer, LongSupplier perSecond) {
    this.timer = timer;
    this.perSecond = perSecond;
  }

  /** Returns what may pass in a second now; 0 for any amount. */
  long perSecond() {
    return perSecond.getAsLong();
  }

  /** Takes an amount, and waits until it may pass. */
  void take(long amount) throws InterruptedException {
    long rate = perSecond();
    if (rate == 0) {
      return;
    }
    long wait = book((long) ((double) amount * SECOND / rate));
    if (wait > 0) {
      timer.sleep(Duration.ofNanos(wait));
    }
  }

  private long book(long nanos) {
    lock.lock();
    try {
      long now = timer.nanos();
      long from = paidUntil == Long.MIN_VALUE ? now : Math.max(paidUntil, now - MADE_UP_FOR);
      paidUntil = from + nanos;
      return paidUntil - now;
    } finally {
      lock.unlock();
    }
  }
}
