package dev.davit.core.port;

import dev.davit.core.model.Registration;
import java.time.Duration;
import java.util.List;

/**
 * Tells another system that objects exist.
 *
 * <p><b>Idempotence.</b> A registration may come again after a lost answer or a crash; its id is
 * the same then, and is passed on as idempotency key where the other system knows such a thing.
 *
 * <p><b>Threads.</b> Used by one thread at a time.
 */
public interface Registrar {

  /** Returns the name under which registrations wait for this registrar; never changes. */
  String name();

  /** Returns how many registrations it takes at once, at least 1. */
  int batchSize();

  /**
   * Returns how often a registration is tried at most, from 1, before it counts as refused. Others
   * than programs of the user's own are tried for ever: an outage ends some time.
   */
  default int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /**
   * Delivers registrations.
   *
   * @param batch 1 to {@link #batchSize} of them
   * @return one result for each, in the same order; failures are results, not exceptions
   * @throws InterruptedException if interrupted; any of them may have been delivered
   */
  List<Result> register(List<Registration> batch) throws InterruptedException;

  /** What became of one registration. */
  sealed interface Result {
    /** The other system has it, now or already before. */
    record Delivered() implements Result {}

    /** Not this time: try again, after a pause if one was asked for (zero if not). */
    record Postponed(String error, Duration retryAfter) implements Result {}

    /** Never in this form. */
    record Refused(String error) implements Result {}
  }
}
