package dev.davit.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback, a virtual thread per connection.
 *
 * <p>It speaks plain sockets so that it can do what a real peer may do and a polite server cannot:
 * reset, fall silent, say half an answer.
 *
 * <p><b>What this is not for.</b> Anything that is reachable from another machine.
 */
public final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerOptions options;
  private final Protocol protocol;
  private final Faults faults = new Faults();
  private final ServerCounters counters = new ServerCounters();
  private final Queue<RequestRecord> history = new ConcurrentLinkedQueue<>();
  private final AtomicLong requestNumber = new AtomicLong();
  private final AtomicLong connectionNumber = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable ServerSocket> listening = new AtomicReference<>();
  private final int port;
  private volatile @Nullable Thread accepting;

  /** Starts a server. */
  public LoopbackServer(ServerOptions options, Protocol protocol) {
    this.options = options;
    this.protocol = protocol;
    this.port = listen(options.port());
  }

  /** Returns {@code http://127.0.0.1:port} or its like with https. */
  public URI endpoint() {
    return URI.create((secure() ? "https" : "http") + "://127.0.0.1:" + port);
  }

  /** Returns the port. */
  public int port() {
    return port;
  }

  /** Returns the faults in force. */
  public Faults faults() {
    return faults;
  }

  /** Returns what was counted. */
  public ServerCounters counters() {
    return counters;
  }

  /** Returns every request that ended, in order. */
  public List<RequestRecord> history() {
    return List.copyOf(history);
  }

  /** Returns what went wrong inside the server itself: a test asserts that this is empty. */
  public List<Throwable> surprises() {
    return List.copyOf(surprises);
  }

  /** Refuses connections from now on, and cuts those that are open. */
  public void stopListening() {
    ServerSocket socket = listening.getAndSet(null);
    if (socket != null) {
      closeQuietly(socket);
      awaitRefusal();
    }
    open.forEach(LoopbackServer::closeQuietly);
  }

  /** The kernel takes connections until the thread that accepts them has noticed. */
  private void awaitRefusal() {
    Thread thread = accepting;
    try {
      if (thread != null) {
        thread.join(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Accepts connections again, on the same port. */
  public void resumeListening() {
    if (listening.get() == null) {
      listen(port);
    }
  }

  @Override
  public void close() {
    stopListening();
    faults.release();
  }

  ServerOptions options() {
    return options;
  }

  Protocol protocol() {
    return protocol;
  }

  boolean secure() {
    return options.tls().isPresent();
  }

  void remember(
      long connection, Protocol.Call call, RequestHead head, int status, long in, String fault) {
    if (options.keepHistory()) {
      history.add(
          new RequestRecord(
              requestNumber.incrementAndGet(),
              Instant.now(),
              connection,
              call.operation(),
              call.bucket(),
              call.key(),
              head.query(),
              status,
              in,
              fault));
    }
  }

  /** Takes note that a connection broke: clients come and go, and faults are made to break it. */
  void ended(IOException why) {
    if (why.getCause() instanceof RuntimeException surprise) {
      surprises.add(surprise);
    }
  }

  private int listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
      listening.set(socket);
      accepting =
          Thread.ofPlatform()
              .daemon()
              .name("loopback-" + socket.getLocalPort())
              .start(() -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on loopback port " + wanted, e);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        serve(from, from.accept());
      } catch (IOException e) {
        ended(e);
      }
    }
  }

  private void serve(ServerSocket from, Socket socket) throws IOException {
    if (faults.refusesConnection()) {
      socket.setSoLinger(true, 0);
      socket.close();
      return;
    }
    open.add(socket);
    if (from.isClosed()) { // accepted while it was being closed
      open.remove(socket);
      socket.close();
      return;
    }
    counters.connected();
    HttpConnection connection =
        new HttpConnection(this, socket, connectionNumber.incrementAndGet());
    Thread.startVirtualThread(() -> {
      try {
        connection.serve();
      } catch (RuntimeException e) {
        surprises.add(e);
        closeQuietly(socket);
      } finally {
        open.remove(socket);
        counters.disconnected();
      }
    });
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // Closing is all that is wanted of it, and it is closed.
    }
  }
}
