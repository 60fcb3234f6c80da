package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.WriteFileRequest;
import dev.davit.clouddrive.wire.WriteFileResult;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A stream of messages to the server that waits when the server does not keep up. */
final class WriteStream implements ClientResponseObserver<WriteFileRequest, WriteFileResult> {
  private final Connection connection;
  private final String path;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ClientCallStreamObserver<WriteFileRequest> call;
  private @Nullable ClientCallStreamObserver<WriteFileRequest> started;
  private volatile @Nullable WriteFileResult result;
  private volatile @Nullable StatusRuntimeException failure;
  private volatile boolean ended;

  WriteStream(Connection connection, String path) {
    this.connection = connection;
    this.path = path;
    call =
        (ClientCallStreamObserver<WriteFileRequest>)
            connection.server().streaming().writeToFileStream(this);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<WriteFileRequest> stream) {
    started = stream;
    stream.setOnReadyHandler(this::signal);
  }

  @Override
  public void onNext(WriteFileResult value) {
    result = value;
  }

  @Override
  public void onError(Throwable thrown) {
    failure = Status.fromThrowable(thrown).asRuntimeException();
    onCompleted();
  }

  @Override
  public void onCompleted() {
    ended = true;
    signal();
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends one more, when there is room for it. */
  void send(WriteFileRequest message) {
    await(false);
    call.onNext(message);
  }

  /** Ends the stream and returns what the server says of it. */
  WriteFileResult end() {
    call.onCompleted();
    await(true);
    WriteFileResult said = result;
    if (said == null) {
      throw new Transient(
          ClouddriveErrors.where("WriteToFileStream", path), "the server said nothing", null);
    }
    return said;
  }

  private void await(boolean end) {
    long left = connection.settings().callTimeout().toNanos();
    lock.lock();
    try {
      while (!ended && (end || !call.isReady())) {
        if (left <= 0) {
          throw new Transient(
              ClouddriveErrors.where("WriteToFileStream", path),
              "the server took nothing for "
                  + connection.settings().callTimeout().toSeconds()
                  + " s",
              null);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Transient(ClouddriveErrors.where("WriteToFileStream", path), "interrupted", e);
    } finally {
      lock.unlock();
    }
    throwFailure(end);
  }

  private void throwFailure(boolean end) {
    StatusRuntimeException why = failure;
    if (why != null) {
      StorageException verdict = connection.server().failed("WriteToFileStream", path, why);
      throw verdict;
    }
    if (ended && !end) {
      throw new Transient(
          ClouddriveErrors.where("WriteToFileStream", path), "the server ended it early", null);
    }
  }

  /** Ends it, whatever its state; harmless after {@link #end}. */
  void close() {
    ClientCallStreamObserver<WriteFileRequest> stream = started;
    if (!ended && stream != null) {
      stream.cancel("given up", null);
    }
  }
}
