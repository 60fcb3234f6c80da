package dev.davit.testkit.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** A fault, and which requests it strikes. */
public final class FaultRule {
  private final Predicate<Protocol.Call> which;
  private final LongPredicate turn;
  private final Fault fault;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong struck = new AtomicLong();

  FaultRule(Predicate<Protocol.Call> which, LongPredicate turn, Fault fault) {
    this.which = which;
    this.turn = turn;
    this.fault = fault;
  }

  /** Returns how many requests it struck so far. */
  public long struck() {
    return struck.get();
  }

  boolean strikes(Protocol.Call call) {
    if (!which.test(call) || !turn.test(seen.incrementAndGet())) {
      return false;
    }
    struck.incrementAndGet();
    return true;
  }

  Fault fault() {
    return fault;
  }
}
