package dev.davit.core.internal;

import dev.davit.core.spi.Timer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * Finds out how many requests at once serve best.
 *
 * <p>It compares what gets through in one window of time with the window before. As long as more
 * requests at once bring more through, their number doubles at first, and grows by a quarter later;
 * growth that brought nothing is taken back, and tried again after a while that becomes longer each
 * time. When the destination says that it is asked too much, the number shrinks at once, as TCP's
 * window does.
 *
 * <p><b>Threads.</b> Safe for use by any thread.
 */
final class Concurrency {
  static final int MOST = 256;
  private static final long SHORTEST_WINDOW = Duration.ofMillis(40).toNanos();
  private static final long REQUEST_WORTH = 64 << 10; // bytes
  private static final double WORTH_IT = 1.1;
  private static final int FIRST_REST = 8; // windows
  private static final int LONGEST_REST = 64;

  private final Timer timer;
  private final IntConsumer apply;
  private final ReentrantLock lock = new ReentrantLock();
  private int limit;
  private int before; // the limit that growth began from
  private double rateBefore;
  private boolean starting = true;
  private boolean growing = true;
  private int rest;
  private int nextRest = FIRST_REST;
  private long began;
  private long shrunkAt;
  private int answers;
  private long work;

  /** Makes one; {@code apply} hears of each new limit. */
  Concurrency(Timer timer, int first, IntConsumer apply) {
    this.timer = timer;
    this.apply = apply;
    limit = first;
    before = first;
    began = timer.nanos();
    shrunkAt = began - SHORTEST_WINDOW;
  }

  /** Takes note of a request that was answered, and carried so many bytes. */
  void succeeded(long bytes) {
    lock.lock();
    try {
      answers++;
      work += bytes + REQUEST_WORTH;
      long now = timer.nanos();
      if (answers >= limit && now - began >= SHORTEST_WINDOW) {
        double rate = (double) work / (now - began);
        beginWindow(now);
        ended(rate);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of a request that was refused because there are too many, or never answered. */
  void crowded() {
    lock.lock();
    try {
      long now = timer.nanos();
      if (now - shrunkAt < SHORTEST_WINDOW) {
        return; // one burst of refusals is one refusal
      }
      shrunkAt = now;
      starting = false;
      growing = false;
      rest = nextRest();
      beginWindow(now);
      set(limit * 7 / 10);
    } finally {
      lock.unlock();
    }
  }

  private void beginWindow(long now) {
    began = now;
    answers = 0;
    work = 0;
  }

  private void ended(double rate) {
    if (!growing) {
      rest--;
      if (rest <= 0) {
        grow(rate);
      }
    } else if (rateBefore == 0 || rate >= rateBefore * WORTH_IT) {
      nextRest = FIRST_REST;
      grow(rate);
    } else {
      starting = false;
      growing = false;
      rest = nextRest();
      set(before);
    }
  }

  private void grow(double rate) {
    growing = true;
    before = limit;
    rateBefore = rate;
    set(limit + (starting ? limit : Math.max(1, limit / 4)));
  }

  private int nextRest() {
    int now = nextRest;
    nextRest = Math.min(LONGEST_REST, 2 * nextRest);
    return now;
  }

  private void set(int wanted) {
    int allowed = Math.clamp(wanted, 1, MOST);
    if (allowed != limit) {
      limit = allowed;
      apply.accept(allowed);
    }
  }
}
