package dev.davit.testkit.server;

import java.util.Optional;

/**
 * How a {@link LoopbackServer} listens.
 *
 * @param port the port; 0 for any that is free
 * @param tls what to speak TLS with; empty for plain HTTP
 * @param maxHeadBytes the longest head that is read
 * @param maxDrainBytes how much of an unwanted body is read so that the connection can be used
 *     again
 * @param keepHistory whether every request is remembered for an oracle
 */
public record ServerOptions(
    int port,
    Optional<LoopbackTls> tls,
    int maxHeadBytes,
    long maxDrainBytes,
    boolean keepHistory) {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final long MAX_DRAIN_BYTES = 16L << 20;

  /** Returns plain HTTP on any free port, with history. */
  public static ServerOptions defaults() {
    return new ServerOptions(0, Optional.empty(), MAX_HEAD_BYTES, MAX_DRAIN_BYTES, true);
  }

  /** Listens on a certain port. */
  public ServerOptions withPort(int newPort) {
    return new ServerOptions(newPort, tls, maxHeadBytes, maxDrainBytes, keepHistory);
  }

  /** Speaks TLS. */
  public ServerOptions withTls(LoopbackTls newTls) {
    return new ServerOptions(port, Optional.of(newTls), maxHeadBytes, maxDrainBytes, keepHistory);
  }

  /** Remembers no requests: for load. */
  public ServerOptions withoutHistory() {
    return new ServerOptions(port, tls, maxHeadBytes, maxDrainBytes, false);
  }
}
