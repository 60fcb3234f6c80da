package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.CancelRemoteUpload;
import dev.davit.clouddrive.wire.PauseRemoteUpload;
import dev.davit.clouddrive.wire.RemoteUploadChannelReply;
import dev.davit.clouddrive.wire.RemoteUploadControlRequest;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload that the server drives: it asks over the channel, core answers through this. */
final class RemoteSession implements UploadSession, Uplink.Listener {
  private static final Logger log = LoggerFactory.getLogger(RemoteSession.class);
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_REFUSALS = 3;

  private final Connection connection;
  private final UploadRequest request;
  private final Publication publication;
  private final String id;
  private final Hashing hashing;
  private final Watch watch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReadRequests reads;
  private final HashRequests hashes;
  private @Nullable Status end;
  private String words = "";
  private @Nullable RuntimeException lost;
  private int refusals;
  private long inspections;
  private boolean over;

  RemoteSession(Connection connection, UploadRequest request, Publication publication, String id) {
    this.connection = connection;
    this.request = request;
    this.publication = publication;
    this.id = id;
    reads = new ReadRequests(request.length());
    hashes = new HashRequests(id, request.length(), request.knownDigests());
    hashing = new Hashing(connection, hashes, lock);
    watch = new Watch(connection, id, publication.arrival());
  }

  @Override
  public void heard(RemoteUploadChannelReply reply) {
    lock.lock();
    try {
      watch.heard();
      switch (reply.getRequestCase()) {
        case READ_DATA -> {
          watch.asked();
          var read = reply.getReadData();
          obey(reads.add(read.getOffset(), read.getLength(), read.getLazyRead()));
        }
        case HASH_DATA -> {
          watch.asked();
          var hash = reply.getHashData();
          long block = Integer.toUnsignedLong(hash.getBlockSize());
          if (obey(hashes.add(hash.getHashType(), block))) {
            hashes.answer(hash.getHashType(), block).ifPresent(hashing::tell);
          }
        }
        case STATUS_CHANGED -> {
          var status = reply.getStatusChanged();
          turned(status.getStatus(), status.getErrorMessage());
        }
        case REQUEST_NOT_SET -> obey("nothing that this version of Davit knows");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what is not to be obeyed: reported once, and after a few the upload ends. */
  private boolean obey(@Nullable String refusal) {
    if (refusal == null || end != null) {
      return refusal == null;
    }
    if (refusals++ == 0) {
      log.warn("{}: the server asks for {}; refused", request.key(), refusal);
    }
    if (refusals >= MOST_REFUSALS) {
      lost =
          new Rejected(
              ClouddriveErrors.where("RemoteUploadChannel", request.key().value()),
              "the server asked for what it must not, the last time for " + refusal,
              null);
    }
    return false;
  }

  /** The first final state counts. */
  private void turned(Status status, String message) {
    boolean isFinal =
        switch (status) {
          case Finish, Skipped, Cancelled, Ignored, Error, FatalError -> true;
          case WaitforPreprocessing, Preprocessing, Transfer, Pause, Inqueue, UNRECOGNIZED -> false;
        };
    watch.status(status);
    if (isFinal && end == null) {
      end = status;
      words = message;
      reads.clear();
      hashes.clear();
    }
  }

  @Override
  public void lost(RuntimeException why) {
    lock.lock();
    try {
      lost = lost == null ? why : lost;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tick() {
    hashing.remind();
  }

  @Override
  public boolean unheard() {
    return watch.unheard();
  }

  @Override
  public Demand next() throws InterruptedException {
    long wait = SECOND;
    lock.lockInterruptibly();
    try {
      while (true) {
        Optional<Demand> demand = wanted();
        if (demand.isPresent()) {
          return demand.get();
        }
        if (end != null || wait <= 0) {
          break;
        }
        wait = changed.awaitNanos(wait);
      }
    } finally {
      lock.unlock();
    }
    if (!settleEnd()) {
      return new Demand.Later();
    }
    return new Demand.Done();
  }

  private Optional<Demand> wanted() {
    if (end != null) {
      return Optional.empty();
    }
    if (lost != null) {
      throw lost;
    }
    if (hashes.wantPass()) {
      hashes.begin();
      return Optional.of(new Demand.Inspect(-1 - inspections++));
    }
    return reads.next().map(Demand.class::cast);
  }

  /** Tells whether the upload has ended well; asks where the server says too little. */
  private boolean settleEnd() {
    Status ended;
    boolean owed;
    lock.lock();
    try {
      ended = end;
      owed = reads.waiting() || !hashes.unmade().isEmpty();
    } finally {
      lock.unlock();
    }
    if (ended == null) {
      if (!owed) {
        watch.settleIfSilent().ifPresent(status -> conclude(status, "as the list of uploads says"));
      }
      return false;
    }
    return switch (ended) {
      case Finish -> true;
      case Skipped -> {
        if (!publication.arrived()) {
          throw ClouddriveErrors.ended(ended.name(), request.key().value(), words);
        }
        yield true;
      }
      default -> throw ClouddriveErrors.ended(ended.name(), request.key().value(), words);
    };
  }

  private void conclude(Status status, String message) {
    lock.lock();
    try {
      turned(status, message);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void supply(Demand.Send demand, Body body) throws IOException {
    try {
      connection.sender().send(id, demand, body, request.length());
    } catch (StorageException e) {
      if (!endedMeanwhile(e)) {
        throw e;
      }
    }
    lock.lock();
    try {
      watch.heard();
      reads.arrived(demand);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void inspect(Demand.Inspect demand, Body body) throws IOException {
    try {
      hashing.pass(body);
    } catch (StorageException e) {
      if (!endedMeanwhile(e)) {
        throw e;
      }
    }
    lock.lock();
    try {
      watch.heard();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** An upload that has ended needs no answers: its last state is what counts, or will be. */
  private boolean endedMeanwhile(StorageException e) {
    lock.lock();
    try {
      long wait = e instanceof Missing ? SECOND : 0;
      while (end == null && wait > 0) {
        wait = changed.awaitNanos(wait);
      }
      return end != null;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void answer(Demand.Hash demand, Digest digest) {
    throw new IllegalStateException("not demanded: " + demand);
  }

  @Override
  public Optional<ResumeToken> token() {
    return Token.of(id, publication.arrival(), request);
  }

  @Override
  public StoredObject complete() {
    checkHanded();
    StoredObject receipt = publication.publish();
    over = true;
    connection.uplink().remove(id);
    return receipt;
  }

  /** What was neither handed over nor described cannot be there. */
  private void checkHanded() {
    lock.lock();
    try {
      if (end == Status.Finish && !reads.whole() && !hashes.told() && !watch.resumed()) {
        throw new Rejected(
            ClouddriveErrors.where("RemoteUpload", request.key().value()),
            "the server says that it has finished, but asked neither for all bytes nor for a hash",
            null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that an earlier process may have handed over what this one was not asked for. */
  void resumed() {
    watch.resume();
  }

  /** Says that the server has finished before it could be listened to. */
  void finished() {
    conclude(Status.Finish, "");
  }

  @Override
  public void abort() {
    if (over) {
      return;
    }
    connection.uplink().remove(id);
    if (end == null) {
      control(
          RemoteUploadControlRequest.newBuilder()
              .setUploadId(id)
              .setCancel(CancelRemoteUpload.getDefaultInstance())
              .build(),
          connection.settings().callTimeout());
    }
    publication.discard();
    over = true;
  }

  private void control(RemoteUploadControlRequest control, Duration timeout) {
    try {
      var unused =
          connection
              .server()
              .call(
                  "RemoteUploadControl",
                  request.key().value(),
                  timeout,
                  stub -> stub.remoteUploadControl(control));
    } catch (Missing e) {
      // there is nothing to control any more
    }
  }

  /** An upload that goes on later is paused, so that the server does not wait for answers. */
  @Override
  public void close() {
    connection.uplink().remove(id);
    if (over || end != null) {
      return;
    }
    over = true;
    boolean interrupted = Thread.interrupted();
    try {
      control(
          RemoteUploadControlRequest.newBuilder()
              .setUploadId(id)
              .setPause(PauseRemoteUpload.getDefaultInstance())
              .build(),
          FAREWELL);
    } catch (RuntimeException e) {
      log.debug("{} was not paused: {}", request.key(), e.toString());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
