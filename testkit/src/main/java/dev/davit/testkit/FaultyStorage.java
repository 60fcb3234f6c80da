package dev.davit.testkit;

import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Timer;
import dev.davit.testkit.Fault.Moment;
import dev.davit.testkit.Fault.Operation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose requests go wrong by plan. What does not go wrong, and every facet, is the
 * storage's below.
 *
 * <p>A fault that makes no sense for an operation (a truncated body where none is sent) becomes
 * {@link Fault.Unavailable}.
 *
 * <p>Safe for use by any number of threads if storage, plan and timer are.
 */
public final class FaultyStorage implements Storage {
  private final Storage storage;
  private final FaultPlan plan;
  private final Timer timer;

  /** Wraps a storage; stalls are slept with the timer. */
  public FaultyStorage(Storage storage, FaultPlan plan, Timer timer) {
    this.storage = storage;
    this.plan = plan;
    this.timer = timer;
  }

  @Override
  public StorageProfile profile() {
    return storage.profile();
  }

  @Override
  public UploadSession open(UploadRequest request) {
    return without(
        Operation.OPEN, request.key(), () -> new FaultySession(storage.open(request), request));
  }

  @Override
  public UploadSession resume(UploadRequest request, ResumeToken token) {
    Fault fault = plan.next(Operation.RESUME, request.key()).orElse(null);
    if (fault instanceof Fault.Forgotten) {
      forget(request, token);
    }
    return apply(
        fault,
        Operation.RESUME,
        request.key(),
        () -> new FaultySession(storage.resume(request, token), request));
  }

  private void forget(UploadRequest request, ResumeToken token) {
    try (UploadSession doomed = storage.resume(request, token)) {
      doomed.abort();
    } catch (Missing e) {
      // it was forgotten before
    }
  }

  @Override
  public Optional<StoredObject> find(ObjectKey key) {
    return without(Operation.FIND, key, () -> storage.find(key));
  }

  @Override
  public <F> Optional<F> facet(Class<F> facet) {
    return storage.facet(facet);
  }

  @Override
  public void close() {
    storage.close();
  }

  /** A request; only those with a body throw checked exceptions. */
  private interface Request<T, X extends Exception> {
    T send() throws X;
  }

  private <T, X extends Exception> T without(
      Operation operation, ObjectKey key, Request<T, X> request) throws X {
    return apply(plan.next(operation, key).orElse(null), operation, key, request);
  }

  private <T, X extends Exception> T apply(
      @Nullable Fault fault, Operation operation, ObjectKey key, Request<T, X> request) throws X {
    Where where = Where.of("faulty", operation.name(), key.value());
    return switch (fault) {
      case null -> request.send();
      case Fault.Forgotten forgotten -> request.send();
      case Fault.Unavailable(var retryAfter) ->
          throw new Transient(where, "unavailable", null, retryAfter.orElse(null));
      case Fault.Truncated truncated -> throw new Transient(where, "connection reset", null);
      case Fault.Expired expired ->
          throw new Denied(where, Denied.Reason.EXPIRED, "the credential has expired", null);
      case Fault.AnswerLost(var told) -> {
        closed(request.send());
        throw told == Fault.Loss.INDETERMINATE
            ? new Indeterminate(where, "the answer was lost", null)
            : new Transient(where, "the answer was lost", null);
      }
      case Fault.Stalled(var silence) -> {
        stall(where, silence);
        yield request.send();
      }
      case Fault.Crashed(var moment, var crash) -> {
        if (moment == Moment.AFTER) {
          closed(request.send());
        }
        throw crash;
      }
    };
  }

  /** A session whose answer is lost is nobody's to close. */
  private static void closed(Object answer) {
    if (answer instanceof UploadSession session) {
      session.close();
    }
  }

  private void stall(Where where, Duration silence) {
    try {
      timer.sleep(silence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Transient(where, "interrupted", e);
    }
  }

  private final class FaultySession implements UploadSession {
    private final UploadSession session;
    private final UploadRequest request;
    private final ObjectKey key;
    private volatile @Nullable StoredObject lost;

    FaultySession(UploadSession session, UploadRequest request) {
      this.session = session;
      this.request = request;
      key = request.key();
    }

    @Override
    public Demand next() throws InterruptedException {
      return without(Operation.NEXT, key, session::next);
    }

    @Override
    public void supply(Demand.Send demand, Body body) throws IOException {
      Fault fault = plan.next(Operation.SUPPLY, key).orElse(null);
      forgetIf(fault);
      Body sent = fault instanceof Fault.Truncated(var bytes) ? truncated(body, bytes) : body;
      Fault rest = fault instanceof Fault.Truncated ? null : fault;
      this.<IOException>send(rest, Operation.SUPPLY, () -> session.supply(demand, sent));
    }

    @Override
    public void inspect(Demand.Inspect demand, Body body) throws IOException {
      this.<IOException>send(
          plan.next(Operation.ANSWER, key).orElse(null),
          Operation.ANSWER,
          () -> session.inspect(demand, body));
    }

    @Override
    public void answer(Demand.Hash demand, Digest digest) {
      this.<StorageException>send(
          plan.next(Operation.ANSWER, key).orElse(null),
          Operation.ANSWER,
          () -> session.answer(demand, digest));
    }

    @Override
    public void progressed(Demand demand, long bytes) {
      session.progressed(demand, bytes);
    }

    @Override
    public Optional<ResumeToken> token() {
      return session.token();
    }

    @Override
    public StoredObject complete() {
      Fault fault = plan.next(Operation.COMPLETE, key).orElse(null);
      forgetIf(fault);
      return apply(fault, Operation.COMPLETE, key, this::completeOnce);
    }

    /** Whoever repeats it after a lost answer is told what a destination would tell. */
    private StoredObject completeOnce() {
      StoredObject before = lost;
      if (before != null && session.token().isPresent()) {
        throw new Missing(
            Where.of("faulty", Operation.COMPLETE.name(), key.value()),
            Missing.What.UPLOAD,
            "no such upload",
            null);
      }
      StoredObject receipt = before != null ? before : session.complete();
      lost = receipt;
      return receipt;
    }

    @Override
    public void abort() {
      this.<StorageException>send(
          plan.next(Operation.ABORT, key).orElse(null), Operation.ABORT, session::abort);
    }

    @Override
    public void close() {
      session.close();
    }

    /** Only what can be resumed can be forgotten: the rest never was an upload there. */
    private void forgetIf(@Nullable Fault fault) {
      if (fault instanceof Fault.Forgotten) {
        session.token().ifPresent(token -> forget(request, token));
      }
    }

    private <X extends Exception> void send(
        @Nullable Fault fault, Operation operation, Silent<X> request) throws X {
      boolean unused =
          FaultyStorage.this.<Boolean, X>apply(
              fault,
              operation,
              key,
              () -> {
                request.send();
                return true;
              });
    }

    private Body truncated(Body body, long bytes) {
      return new TruncatedBody(body, Math.min(bytes, body.length()), key);
    }
  }

  /** A request without an answer. */
  private interface Silent<X extends Exception> {
    void send() throws X;
  }

  /** Breaks the connection after so many bytes. */
  private record TruncatedBody(Body body, long bytes, ObjectKey key) implements Body {
    @Override
    public long length() {
      return body.length();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(body.open()) {
        private long left = bytes;

        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          if (left == 0) {
            throw new Transient(
                Where.of("faulty", Operation.SUPPLY.name(), key.value()), "connection reset", null);
          }
          int read = super.read(buffer, offset, (int) Math.min(length, left));
          left -= Math.max(0, read);
          return read;
        }
      };
    }

    @Override
    public Digest digest(DigestAlgorithm algorithm) throws IOException {
      return body.digest(algorithm);
    }
  }
}
