package dev.davit.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over pooled connections of its own, HTTP/1.1 (RFC 9112) only: many connections
 * carry more than many streams of one. What it saves over a general client is measured in
 * docs/decisions/0004-s3-request-path.md.
 *
 * <p>A connection is used again when the answer before was read whole and did not end it. One that
 * has lain idle is looked at first; one that the service closes just then fails its request, which
 * core repeats.
 */
final class DirectLane implements Lane {
  private static final int MOST_IDLE = 256;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);
  private static final Duration WATCHED_EVERY = Duration.ofMillis(250);

  private final Dialer dialer;
  private final long stallNanos;
  private final Map<HttpUrl, Deque<Wire>> idle = new ConcurrentHashMap<>();
  private final Set<Wire> busy = ConcurrentHashMap.newKeySet();
  private final Thread watch = Thread.ofVirtual().name("davit-s3-watch").unstarted(this::watch);
  private volatile boolean closed;

  DirectLane(S3Settings settings) {
    dialer = new Dialer(settings);
    stallNanos = settings.stallTimeout().toNanos();
    watch.start();
  }

  @Override
  public Answer exchange(Sending sending) throws IOException {
    HttpUrl root = sending.target().root();
    Wire pooled = idle(root);
    Wire wire = pooled == null ? dialer.dial(root) : pooled;
    boolean usable = false;
    wire.begin(stallNanos, sending.millis());
    busy.add(wire);
    try {
      Answer answer = new Exchange(wire, sending).run();
      usable = wire.reusable();
      return answer;
    } catch (IOException e) {
      throw wire.explained(e);
    } finally {
      busy.remove(wire);
      if (usable) {
        keep(root, wire);
      } else {
        wire.close();
      }
    }
  }

  private @Nullable Wire idle(HttpUrl root) {
    Deque<Wire> pool = pool(root);
    for (Wire wire = pool.pollFirst(); wire != null; wire = pool.pollFirst()) {
      if (wire.fresh(LONGEST_IDLE)) {
        return wire;
      }
      wire.close();
    }
    return null;
  }

  /** What was used last is used first, so that the others grow old. */
  private void keep(HttpUrl root, Wire wire) {
    Deque<Wire> pool = pool(root);
    wire.rest();
    pool.addFirst(wire);
    if (closed || pool.size() > MOST_IDLE) {
      Wire surplus = pool.pollLast();
      if (surplus != null) {
        surplus.close();
      }
    }
  }

  private Deque<Wire> pool(HttpUrl root) {
    return idle.computeIfAbsent(root, r -> new ConcurrentLinkedDeque<>());
  }

  /** Ends requests without progress: no time limit of a socket holds for what it writes. */
  private void watch() {
    try {
      while (true) {
        Thread.sleep(WATCHED_EVERY);
        long now = System.nanoTime();
        busy.forEach(wire -> wire.endIfOverdue(now));
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    idle.values()
        .forEach(pool -> {
          for (Wire wire = pool.pollFirst(); wire != null; wire = pool.pollFirst()) {
            wire.close();
          }
        });
  }
}
