package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import dev.davit.clouddrive.wire.RemoteUploadChannelRequest;
import dev.davit.core.model.StorageException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one channel over which a server asks for what it wants of all uploads. It is opened before
 * the first upload starts, and again whenever it breaks; the server then repeats what is open.
 */
final class Uplink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Uplink.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int MOST_REFUSALS = 3;
  private static final int PROVEN = 3; // ticks

  private final Server server;
  private final String deviceId;
  private final Surroundings surroundings;
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final Unclaimed unclaimed = new Unclaimed();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;
  private volatile @Nullable Stream stream;
  private @Nullable Thread thread;

  Uplink(Server server, String deviceId, Surroundings surroundings) {
    this.server = server;
    this.deviceId = deviceId;
    this.surroundings = surroundings;
  }

  /** One upload. Called by several threads, none of which it may keep. */
  interface Listener {
    /** The server asks for something, or tells something. */
    void heard(RemoteUploadChannelReply reply);

    /** The server cannot be heard any more. */
    void lost(RuntimeException why);

    /** About a second has passed. */
    void tick();

    /** Tells whether nothing has been heard of it yet. */
    boolean unheard();
  }

  /** Opens the channel if it is not open. */
  void open() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        Stream first = connect();
        thread = Thread.ofVirtual().name("clouddrive channel").start(() -> run(first));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Listens for an upload; what was said about it before is said now. */
  void add(String uploadId, Listener listener) {
    listeners.put(uploadId, listener);
    hand(uploadId, listener);
  }

  private void hand(String uploadId, Listener listener) {
    Unclaimed.Claimed claimed = unclaimed.claim(uploadId);
    claimed.messages().forEach(listener::heard);
    if (!claimed.whole()) {
      refresh();
    }
  }

  /** Listens no more. */
  void remove(String uploadId) {
    listeners.remove(uploadId);
    unclaimed.ended(uploadId);
  }

  /** Opens the channel anew: the server then repeats what is open, should it have got lost. */
  void refresh() {
    Stream current = stream;
    if (current != null) {
      current.cancel();
    }
  }

  /** Returns how many uploads listen. */
  int listening() {
    return listeners.size();
  }

  private void heard(RemoteUploadChannelReply reply) {
    Listener listener = listeners.get(reply.getUploadId());
    if (listener == null && unclaimed.keep(reply)) {
      listener = listeners.get(reply.getUploadId()); // added meanwhile
      if (listener != null) {
        hand(reply.getUploadId(), listener);
      }
      return;
    }
    if (listener != null) {
      listener.heard(reply);
    }
  }

  private void run(Stream first) {
    try {
      Duration pause = FIRST_PAUSE;
      int refused = 0;
      for (Stream current = first; !closed; current = connect()) {
        Status end = listen(current, current == first);
        if (closed || end.getCode() == Status.Code.UNIMPLEMENTED) {
          return; // who starts an upload is told so too
        }
        pause = current.heardSomething ? FIRST_PAUSE : pause;
        refused = current.heardSomething ? 0 : refused + 1;
        log.debug("the channel ended: {}; opening it again in {}", end, pause);
        giveUpIfRefused(end, refused);
        surroundings.timer().sleep(jittered(pause));
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException e) {
      listeners.values().forEach(listener -> listener.lost(e));
    } finally {
      lock.lock();
      try {
        thread = null;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Listens until a stream ends. A server may begin the first uploads before it has taken note of
   * the channel that was asked for just before: what it said then is lost, unless it is asked to
   * repeat it.
   */
  private Status listen(Stream current, boolean first) throws InterruptedException {
    for (int ticks = 1; !current.ended.await(TICK.toMillis(), TimeUnit.MILLISECONDS); ticks++) {
      listeners.values().forEach(Listener::tick);
      unclaimed.tick();
      if (first && ticks == PROVEN && listeners.values().stream().anyMatch(Listener::unheard)) {
        current.cancel();
      }
    }
    return current.end;
  }

  /** A token that ended is renewed; one that may not listen never will. */
  private void giveUpIfRefused(Status end, int refused) {
    if (end.getCode() == Status.Code.UNAUTHENTICATED
        || end.getCode() == Status.Code.PERMISSION_DENIED) {
      StorageException verdict =
          server.failed("RemoteUploadChannel", "", new StatusRuntimeException(end));
      if (refused >= MOST_REFUSALS) {
        throw verdict;
      }
    }
  }

  private Duration jittered(Duration pause) {
    return pause.dividedBy(2).plusNanos(surroundings.random().nextLong(pause.toNanos()));
  }

  private Stream connect() {
    Stream opened = new Stream();
    try {
      server
          .streaming()
          .remoteUploadChannel(
              RemoteUploadChannelRequest.newBuilder().setDeviceId(deviceId).build(), opened);
    } catch (StorageException | SettingsException e) { // no token to be had
      listeners.values().forEach(listener -> listener.lost(e));
      opened.onError(Status.UNAVAILABLE.withCause(e).asRuntimeException());
    }
    stream = opened;
    return opened;
  }

  /** One stream; takes one message at a time, so that a flood waits outside. */
  private final class Stream
      implements ClientResponseObserver<RemoteUploadChannelRequest, RemoteUploadChannelReply> {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Status end = Status.OK;
    private volatile boolean heardSomething;
    private volatile @Nullable ClientCallStreamObserver<RemoteUploadChannelRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<RemoteUploadChannelRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(RemoteUploadChannelReply reply) {
      heardSomething = true;
      try {
        heard(reply);
      } catch (RuntimeException e) { // one upload's trouble is not the others'
        log.warn("a message was not understood", e);
      }
      ClientCallStreamObserver<RemoteUploadChannelRequest> from = call;
      if (from != null) {
        from.request(1);
      }
    }

    @Override
    public void onError(Throwable failure) {
      end = Status.fromThrowable(failure);
      ended.countDown();
    }

    @Override
    public void onCompleted() {
      ended.countDown();
    }

    void cancel() {
      ClientCallStreamObserver<RemoteUploadChannelRequest> from = call;
      if (from != null) {
        from.cancel("closed", null);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Stream current = stream;
    if (current != null) {
      current.cancel();
    }
    Thread running;
    lock.lock();
    try {
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.interrupt();
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
