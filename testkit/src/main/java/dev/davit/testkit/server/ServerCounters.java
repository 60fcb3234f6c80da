package dev.davit.testkit.server;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what a server did. */
public final class ServerCounters {
  private final LongAdder connections = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final Map<Operation, LongAdder> requests = adders();
  private final Map<Operation, LongAdder> bytesIn = adders();
  private final Map<Operation, LongAdder> bytesOut = adders();

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
    return requests.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Returns how many requests asked for this. */
  public long requests(Operation operation) {
    return of(requests, operation).sum();
  }

  /** Returns how many body bytes came with requests for this. */
  public long bytesIn(Operation operation) {
    return of(bytesIn, operation).sum();
  }

  /** Returns how many body bytes were sent in answer to this. */
  public long bytesOut(Operation operation) {
    return of(bytesOut, operation).sum();
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
    of(requests, operation).increment();
  }

  void moved(Operation operation, long in, long out) {
    of(bytesIn, operation).add(in);
    of(bytesOut, operation).add(out);
  }

  private static LongAdder of(Map<Operation, LongAdder> adders, Operation operation) {
    return Objects.requireNonNull(adders.get(operation));
  }

  private static Map<Operation, LongAdder> adders() {
    Map<Operation, LongAdder> adders = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      adders.put(operation, new LongAdder());
    }
    return adders;
  }
}
