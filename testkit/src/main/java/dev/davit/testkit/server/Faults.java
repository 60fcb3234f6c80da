package dev.davit.testkit.server;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The faults in force. The same seed and the same order of requests give the same faults.
 *
 * <p><b>Threads.</b> Safe. With concurrent clients it is the numbers of the requests, not their
 * keys, that are the same in every run.
 */
public final class Faults {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
  private static final long MIX_1 = 0xBF58_476D_1CE4_E5B9L;
  private static final long MIX_2 = 0x94D0_49BB_1331_11EBL;
  private static final double TWO_TO_53 = 0x1p53;

  private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch stalls = new CountDownLatch(1);
  private final AtomicLong salt = new AtomicLong();
  private final AtomicLong refusedConnections = new AtomicLong();

  Faults() {}

  /** Begins a rule for some operations, or for all when none is named. */
  public FaultChoice on(Operation... operations) {
    if (operations.length == 0) {
      return new FaultChoice(this, call -> true);
    }
    Set<Operation> wanted = EnumSet.copyOf(List.of(operations));
    return new FaultChoice(this, call -> wanted.contains(call.operation()));
  }

  /** Sets the seed of the rules with a probability that are made from now on. */
  public Faults seed(long seed) {
    salt.set(seed);
    return this;
  }

  /** Resets the next so many connections as soon as they are accepted. */
  public void resetConnections(long connections) {
    refusedConnections.set(connections);
  }

  /** Ends every rule. */
  public void clear() {
    rules.clear();
    refusedConnections.set(0);
  }

  /** Cuts whatever stalls at this moment. */
  public synchronized void release() {
    CountDownLatch old = stalls;
    stalls = new CountDownLatch(1);
    old.countDown();
  }

  boolean refusesConnection() {
    return refusedConnections.get() > 0 && refusedConnections.getAndDecrement() > 0;
  }

  List<Fault> striking(Protocol.Call call) {
    if (rules.isEmpty()) {
      return List.of();
    }
    return rules.stream().filter(rule -> rule.strikes(call)).map(FaultRule::fault).toList();
  }

  CountDownLatch stall() {
    return stalls;
  }

  FaultRule add(FaultRule rule) {
    rules.add(rule);
    return rule;
  }

  long nextSalt() {
    return salt.addAndGet(GOLDEN);
  }

  /** Returns a number in [0, 1) that depends on nothing but the arguments (SplitMix64). */
  static double chance(long salt, long n) {
    long z = salt + n * GOLDEN;
    z = (z ^ z >>> 30) * MIX_1;
    z = (z ^ z >>> 27) * MIX_2;
    return ((z ^ z >>> 31) >>> 11) / TWO_TO_53;
  }
}
