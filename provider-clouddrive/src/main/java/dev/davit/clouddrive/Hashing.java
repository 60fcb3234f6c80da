package dev.davit.clouddrive;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import dev.davit.clouddrive.HashRequests.Kind;
import dev.davit.clouddrive.wire.RemoteHashProgressReply;
import dev.davit.clouddrive.wire.RemoteHashProgressUpload;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.port.Body;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the digests of one upload, and tells the server how far it has come: it gives up an upload
 * of whose digest it hears nothing for about a minute, also while the digest waits for its turn.
 */
final class Hashing {
  private static final Logger log = LoggerFactory.getLogger(Hashing.class);
  private static final long PROGRESS = TimeUnit.SECONDS.toNanos(1);
  private static final long REMINDER = TimeUnit.SECONDS.toNanos(5);
  private static final int BUFFER = 1 << 18;

  private final Connection connection;
  private final HashRequests requests;
  private final ReentrantLock lock;
  private long told;
  private long hashed;

  /** Makes one; the lock guards the requests. */
  Hashing(Connection connection, HashRequests requests, ReentrantLock lock) {
    this.connection = connection;
    this.requests = requests;
    this.lock = lock;
    told = connection.timer().nanos();
  }

  /** Reads the content once, and answers all that is wanted now. */
  void pass(Body body) throws IOException {
    List<Kind> kinds = unmade();
    boolean whole = false;
    try {
      Map<Kind, RemoteHashProgressUpload> answers = read(body, kinds);
      for (RemoteHashProgressUpload answer : answers.values()) {
        call(answer);
      }
      made(answers);
      whole = true;
    } finally {
      if (!whole) {
        cancelled(kinds);
      }
    }
  }

  private List<Kind> unmade() {
    lock.lock();
    try {
      return requests.unmade();
    } finally {
      lock.unlock();
    }
  }

  private void made(Map<Kind, RemoteHashProgressUpload> answers) {
    lock.lock();
    try {
      requests.made(answers);
    } finally {
      lock.unlock();
    }
  }

  private Map<Kind, RemoteHashProgressUpload> read(Body body, List<Kind> kinds) throws IOException {
    List<HashPass> passes = kinds.stream().map(kind -> new HashPass(kind, body.length())).toList();
    byte[] buffer = new byte[BUFFER];
    hashed = 0;
    try (InputStream in = body.open()) {
      for (int read; (read = in.read(buffer, 0, BUFFER)) >= 0; ) {
        for (HashPass pass : passes) {
          pass.update(buffer, 0, read);
        }
        hashed += read;
        throwIfInterrupted();
        tellProgress(kinds);
      }
    }
    Map<Kind, RemoteHashProgressUpload> answers = new HashMap<>();
    for (HashPass pass : passes) {
      answers.put(pass.kind(), pass.finish(requests.progress(pass.kind(), hashed)));
    }
    return answers;
  }

  private void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Transient(ClouddriveErrors.where("RemoteHashProgress", ""), "interrupted", null);
    }
  }

  private void tellProgress(List<Kind> kinds) {
    long now = connection.timer().nanos();
    if (now - told >= PROGRESS) {
      told = now;
      kinds.forEach(kind -> tell(requests.progress(kind, hashed).build()));
    }
  }

  /** What ends without a value was cancelled. */
  private void cancelled(List<Kind> kinds) {
    boolean interrupted = Thread.interrupted();
    try {
      kinds.forEach(kind -> tell(requests.progress(kind, hashed).build()));
    } catch (RuntimeException e) {
      log.debug("the server was not told that a hash was cancelled: {}", e.toString());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(RemoteHashProgressUpload answer) {
    var unused =
        connection
            .server()
            .call(
                "RemoteHashProgress",
                answer.getUploadId(),
                stub -> stub.remoteHashProgress(answer));
  }

  /** Sends a message and does not wait. */
  void tell(RemoteHashProgressUpload message) {
    Futures.addCallback(
        connection.server().send(stub -> stub.remoteHashProgress(message)),
        new FutureCallback<RemoteHashProgressReply>() {
          @Override
          public void onSuccess(@Nullable RemoteHashProgressReply reply) {
            // it says nothing
          }

          @Override
          public void onFailure(Throwable failure) {
            log.debug(
                "a message about a hash was lost; the server will ask again: {}",
                failure.toString());
          }
        },
        MoreExecutors.directExecutor());
  }

  /** Says that what is wanted and has to wait is not forgotten. */
  void remind() {
    List<Kind> kinds = unmade();
    long now = connection.timer().nanos();
    if (!kinds.isEmpty() && now - told >= REMINDER) {
      told = now;
      try {
        kinds.forEach(kind -> tell(requests.progress(kind, hashed).build()));
      } catch (StorageException e) {
        log.debug("no reminder: {}", e.toString());
      }
    }
  }
}
