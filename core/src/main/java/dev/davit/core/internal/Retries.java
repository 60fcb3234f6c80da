package dev.davit.core.internal;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Exhausted;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The one retry loop. Requests to one destination share a budget: each repetition takes from it,
 * each success gives a little back, so that an outage is not met with a storm.
 */
public final class Retries {
  private static final int BUDGET = 500;
  private static final int COST = 5;
  private static final int EXPIRED_ATTEMPTS = 5;
  private static final Duration SLICE = Duration.ofMillis(100);

  private final RetryPolicy policy;
  private final Surroundings surroundings;
  private final BooleanSupplier stopped;
  private final Throttle requests;
  private final AtomicInteger budget = new AtomicInteger(BUDGET);

  /** Makes the loop of one run and destination. */
  public Retries(
      RetryPolicy policy, Surroundings surroundings, Throttle requests, BooleanSupplier stopped) {
    this.requests = requests;
    this.policy = policy;
    this.surroundings = surroundings;
    this.stopped = stopped;
  }

  /** One request. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException, InterruptedException, StoppedException;
  }

  /** Hears of repetitions. */
  @FunctionalInterface
  public interface Watcher {
    /** An attempt failed and will be repeated after a pause. */
    void retrying(int attempt, Duration pause, String error);
  }

  /**
   * Sends a request until it succeeds, fails for good, or was tried often enough.
   *
   * @throws Exhausted if it was tried often enough, or the budget is used up
   * @throws StoppedException if the run is stopping and the request would have to be repeated
   */
  <T> T call(Request<T> request, Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    int expired = 0;
    for (int attempt = 1; ; attempt++) {
      requests.take(1);
      try {
        T answer = request.send();
        budget.updateAndGet(left -> Math.min(BUDGET, left + 1));
        return answer;
      } catch (Transient e) {
        throwIfInterrupted(e);
        giveUp(e, attempt, attempt - expired >= policy.maxAttempts());
        pause(e, attempt, e.retryAfter().orElse(Duration.ZERO), watcher);
      } catch (Denied e) {
        if (e.reason() != Denied.Reason.EXPIRED) {
          throw e;
        }
        expired++;
        giveUp(e, attempt, expired >= EXPIRED_ATTEMPTS);
        pause(e, attempt, Duration.ZERO, watcher);
      }
    }
  }

  private static void throwIfInterrupted(StorageException e) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void giveUp(StorageException e, int attempt, boolean often) {
    if (often || budget.getAndUpdate(left -> left < COST ? left : left - COST) < COST) {
      throw new Exhausted(e, attempt);
    }
  }

  private void pause(StorageException e, int attempt, Duration asked, Watcher watcher)
      throws InterruptedException, StoppedException {
    Duration granted = asked.compareTo(policy.maxRetryAfter()) > 0 ? policy.maxRetryAfter() : asked;
    Duration ours = policy.pause(attempt, surroundings.random());
    Duration pause = ours.compareTo(granted) > 0 ? ours : granted;
    watcher.retrying(attempt, pause, String.valueOf(e.getMessage()));
    sleep(pause);
  }

  private void sleep(Duration pause) throws InterruptedException, StoppedException {
    Duration left = pause;
    do {
      if (stopped.getAsBoolean()) {
        throw new StoppedException();
      }
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      surroundings.timer().sleep(slice);
      left = left.minus(slice);
    } while (left.isPositive());
  }
}
