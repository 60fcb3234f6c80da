package dev.davit.testkit.server;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what a server did. */
public final class ServerCounters {
  private final LongAdder connections = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final LongAdder[] requests = adders();
  private final LongAdder[] bytesIn = adders();
  private final LongAdder[] bytesOut = adders();

  ServerCounters() {}

  /** Returns how many connections were accepted. */
  public long connections() {
    return connections.sum();
  }

  /** Returns how many connections were open at the same time, at most. */
  public int mostConnections() {
    return mostOpen.get();
  }

  /** Returns how many requests were no HTTP/1.1. */
  public long malformed() {
    return malformed.sum();
  }

  /** Returns how many requests came. */
  public long requests() {
    return Arrays.stream(requests).mapToLong(LongAdder::sum).sum();
  }

  /** Returns how many requests asked for this. */
  public long requests(Operation operation) {
    return requests[operation.ordinal()].sum();
  }

  /** Returns how many body bytes came with requests for this. */
  public long bytesIn(Operation operation) {
    return bytesIn[operation.ordinal()].sum();
  }

  /** Returns how many body bytes were sent in answer to this. */
  public long bytesOut(Operation operation) {
    return bytesOut[operation.ordinal()].sum();
  }

  @Override
  public String toString() {
    return Arrays.stream(Operation.values())
        .filter(operation -> requests(operation) > 0)
        .map(operation ->
            operation
                + " requests="
                + requests(operation)
                + " in="
                + bytesIn(operation)
                + " out="
                + bytesOut(operation))
        .collect(
            Collectors.joining(
                "\n", "connections=" + connections() + " most=" + mostConnections() + "\n", ""));
  }

  void connected() {
    connections.increment();
    int now = open.incrementAndGet();
    mostOpen.accumulateAndGet(now, Math::max);
  }

  void disconnected() {
    open.decrementAndGet();
  }

  void refused() {
    malformed.increment();
  }

  void requested(Operation operation) {
    requests[operation.ordinal()].increment();
  }

  void moved(Operation operation, long in, long out) {
    bytesIn[operation.ordinal()].add(in);
    bytesOut[operation.ordinal()].add(out);
  }

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[Operation.values().length];
    Arrays.setAll(adders, i -> new LongAdder());
    return adders;
  }
}
