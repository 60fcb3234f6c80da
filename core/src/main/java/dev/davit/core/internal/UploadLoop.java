package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Exhausted;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drives upload sessions at one destination: asks what is wanted, supplies it, completes. */
public final class UploadLoop {
  private static final int MAX_BEGINNINGS = 3;

  private final Storage storage;
  private final Surroundings surroundings;
  private final Tasks.Lane network;
  private final Tasks.Lane hashing;
  private final Retries retries;
  private final BooleanSupplier stopped;

  /** Makes the loop of one run and destination. */
  public UploadLoop(
      Storage storage,
      Surroundings surroundings,
      Tasks.Lane network,
      Tasks.Lane hashing,
      Retries retries,
      BooleanSupplier stopped) {
    this.storage = storage;
    this.surroundings = surroundings;
    this.network = network;
    this.hashing = hashing;
    this.retries = retries;
    this.stopped = stopped;
  }

  /** Hears what happens to one upload. Safe for use by several threads. */
  public interface Watcher extends Retries.Watcher {
    /** An upload that can be resumed has begun; durable when this returns. */
    void began(ResumeToken token);

    /** The content is there, verified: to be remembered before {@link #ended} is heard. */
    void stored(Result result);

    /** What had begun is completed, discarded, or unknown to the destination. */
    void ended();

    /** More (or, before a repetition, fewer) bytes are on their way. */
    void progressed(long bytes);
  }

  /**
   * A verified upload.
   *
   * @param receipt what the destination says
   * @param identity of the content that was sent
   * @param verifiedBy what the destination's word was compared with
   * @param attempts of the most repeated request
   * @param sentBytes that travelled
   * @param resumed whether it went on with an earlier beginning
   */
  public record Result(
      StoredObject receipt,
      Digest identity,
      String verifiedBy,
      int attempts,
      long sentBytes,
      boolean resumed) {}

  /**
   * Uploads content and verifies the receipt.
   *
   * @param parked an earlier beginning of the same content, if any
   * @throws SourceChangedException if the content changed; nothing of it is visible
   * @throws StoppedException if the run is stopping; what was sent is kept where possible
   * @throws StorageException if the destination refused, or failed too often
   * @throws IOException if the content cannot be read
   */
  public Result send(
      Lifted content, UploadRequest request, Optional<ParkedUpload> parked, Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    ResumeToken unfinished = parked.map(ParkedUpload::token).orElse(null);
    for (int i = 1; ; i++) {
      One one = new One(content, request, watcher, unfinished);
      try {
        return one.send();
      } catch (Missing | Conflict e) {
        Optional<Result> there = one.mayBeThere(e) ? one.lookForIt() : Optional.empty();
        boolean gone = e instanceof Missing missing && missing.what() == Missing.What.UPLOAD;
        if (gone) {
          watcher.ended();
        }
        if (there.isPresent()) {
          return there.get();
        }
        if (!gone || i == MAX_BEGINNINGS) {
          throw e;
        }
        unfinished = null;
      } catch (Transient e) {
        if (i == MAX_BEGINNINGS) {
          throw new Exhausted(e, i);
        }
        unfinished = one.unfinished;
      }
    }
  }

  /** Discards an unfinished upload. */
  public void discard(ParkedUpload parked)
      throws IOException, InterruptedException, StoppedException {
    UploadRequest request = UploadRequest.of(parked.key(), parked.fingerprint().length());
    try {
      retries.call(
          () -> {
            try (UploadSession session = storage.resume(request, parked.token())) {
              session.abort();
              return true;
            }
          },
          (attempt, pause, error) -> {});
    } catch (Missing e) {
      if (e.what() != Missing.What.UPLOAD) {
        throw e;
      }
    }
  }

  /**
   * Tells whether the destination has this content at a key, as far as it says: the length, and the
   * digests that it tells.
   */
  public boolean has(ObjectKey key, Lifted content, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    Optional<StoredObject> found = find(key, watcher);
    return found.isPresent() && Verification.difference(found.get(), content).isEmpty();
  }

  /** Asks the destination something, again if that may help. */
  public <T> T ask(Supplier<T> question, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    return retries.call(question::get, watcher);
  }

  /**
   * Tells whether something else than this content is at a key, so that an upload that may replace
   * nothing would leave it. Where the destination cannot be asked, nothing is.
   */
  public boolean taken(ObjectKey key, Lifted content, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    try {
      Optional<StoredObject> found = find(key, watcher);
      return found.isPresent() && Verification.proof(found.get(), content).isEmpty();
    } catch (Unsupported unknown) {
      return false;
    }
  }

  /** Looks for an object. */
  public Optional<StoredObject> find(ObjectKey key, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    return retries.call(() -> storage.find(key), watcher);
  }

  /** One beginning of one upload. */
  private final class One {
    private final Lifted content;
    private final UploadRequest request;
    private final Watcher watcher;
    private final @Nullable ResumeToken begun;
    private final AtomicInteger attempts = new AtomicInteger(1);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable StoredObject> settled = new AtomicReference<>();
    private @Nullable ResumeToken unfinished;

    One(Lifted content, UploadRequest request, Watcher watcher, @Nullable ResumeToken begun) {
      this.content = content;
      this.request = request;
      this.watcher = watcher;
      this.begun = begun;
    }

    Result send() throws IOException, InterruptedException, StoppedException {
      try (UploadSession session = retries.call(this::begin, this::retrying)) {
        try {
          unfinished = session.token().orElse(null);
          session.token().ifPresent(watcher::began);
          StoredObject receipt = drive(session);
          unfinished = null;
          Result result = verified(receipt);
          watcher.stored(result);
          forget(session);
          return result;
        } catch (SourceChangedException | Rejected | Conflict e) {
          discard(session);
          throw e;
        }
      }
    }

    private UploadSession begin() {
      return begun == null ? storage.open(request) : storage.resume(request, begun);
    }

    /** What was found there may be an equal object from before: then the upload is still open. */
    private void forget(UploadSession session) {
      if (settled.get() == null) {
        watcher.ended();
      } else {
        discard(session);
      }
    }

    /** Tells whether what an answer was lost about, now or in an earlier run, may be there. */
    boolean mayBeThere(StorageException e) {
      return e instanceof Missing missing
          ? missing.what() == Missing.What.UPLOAD
          : request.overwrite() == Overwrite.ONLY_IF_ABSENT;
    }

    /** Looks whether the content is at its key. */
    Optional<Result> lookForIt() throws IOException, InterruptedException, StoppedException {
      Optional<StoredObject> found = settleIfAskable();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Result result = verified(found.get());
      watcher.stored(result);
      return Optional.of(result);
    }

    /** What cannot be discarded now stays remembered and is discarded by a later run. */
    private void discard(UploadSession session) {
      try {
        session.abort();
        watcher.ended();
      } catch (StorageException e) {
        // remembered as parked
      }
    }

    private StoredObject drive(UploadSession session)
        throws IOException, InterruptedException, StoppedException {
      try {
        supplyAll(session);
        Map<DigestAlgorithm, Digest> unused = content.digests(); // while it surely is the same
        content.source().check();
        StoredObject found = settled.get();
        return found != null ? found : complete(session);
      } catch (Tasks.TaskFailedException e) {
        throw rethrown(e.getCause());
      } catch (StorageException e) {
        throw sourceChangedOr(e);
      }
    }

    private void supplyAll(UploadSession session) throws InterruptedException, StoppedException {
      try (Tasks.Scope scope = surroundings.tasks().scope()) {
        for (Demand demand = next(session, scope);
            !(demand instanceof Demand.Done);
            demand = next(session, scope)) {
          stopIfParked(session, scope);
          fork(scope, session, demand);
        }
        scope.join();
      }
    }

    /** A task that failed interrupts whoever waits for demands; then the failure is what counts. */
    private static Demand next(UploadSession session, Tasks.Scope scope)
        throws InterruptedException {
      try {
        return session.next();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        scope.join();
        throw e;
      }
    }

    /** An upload that can be resumed is not finished when the run stops; others are. */
    private void stopIfParked(UploadSession session, Tasks.Scope scope)
        throws InterruptedException, StoppedException {
      if (stopped.getAsBoolean() && session.token().isPresent()) {
        scope.join();
        throw new StoppedException();
      }
    }

    private void fork(Tasks.Scope scope, UploadSession session, Demand demand)
        throws InterruptedException {
      switch (demand) {
        case Demand.Send send -> scope.fork(network, () -> supply(session, send));
        case Demand.Hash hash ->
            scope.fork(hashing, () -> session.answer(hash, content.digest(hash.algorithm())));
        case Demand.Inspect inspect -> scope.fork(hashing, () -> inspect(session, inspect));
        case Demand.Later later -> {}
        case Demand.Done done -> throw new IllegalStateException("nothing to do for " + done);
      }
    }

    private void inspect(UploadSession session, Demand.Inspect demand)
        throws IOException, InterruptedException, StoppedException {
      Body body = content.body(ByteRange.whole(content.source().length()), bytes -> {});
      retries.call(
          () -> {
            session.inspect(demand, body);
            return true;
          },
          this::retrying);
    }

    private void supply(UploadSession session, Demand.Send demand)
        throws IOException, InterruptedException, StoppedException {
      ByteRange range = demand.range();
      if (!range.within(content.source().length())) {
        throw new Rejected(
            StorageException.Where.of("", "supply", request.key().value()),
            "the destination asked for " + range + " of " + content.source().length(),
            null);
      }
      Body body = content.body(range, this::progressed);
      retries.call(
          () -> {
            try {
              session.supply(demand, body);
            } catch (Indeterminate e) {
              settleOrRepeat(e);
            } catch (Transient e) {
              throw sourceChangedOr(e);
            }
            return true;
          },
          this::retrying);
    }

    private StoredObject complete(UploadSession session)
        throws IOException, InterruptedException, StoppedException {
      return retries.call(
          () -> {
            try {
              return session.complete();
            } catch (Indeterminate e) {
              return settleOrRepeat(e);
            } catch (Missing e) {
              // A lost answer may have been followed by a repetition that finds the upload gone.
              return settleIfAskable().orElseThrow(() -> e);
            }
          },
          this::retrying);
    }

    /** Looks whether it happened. If not, the request can be repeated; if nobody knows, not. */
    private StoredObject settleOrRepeat(Indeterminate e)
        throws IOException, InterruptedException, StoppedException {
      try {
        return settle()
            .orElseThrow(() -> new Transient(e.where(), e.getMessage() + "; it did not happen", e));
      } catch (Unsupported unknown) {
        throw e;
      }
    }

    private Optional<StoredObject> settleIfAskable()
        throws IOException, InterruptedException, StoppedException {
      try {
        return settle();
      } catch (Unsupported unknown) {
        return Optional.empty();
      }
    }

    private Optional<StoredObject> settle()
        throws IOException, InterruptedException, StoppedException {
      Optional<StoredObject> found = find(request.key(), this::retrying);
      if (found.isPresent() && Verification.proof(found.get(), content).isPresent()) {
        settled.set(found.get());
        return found;
      }
      return Optional.empty();
    }

    private Result verified(StoredObject receipt) throws IOException {
      Optional<String> difference = Verification.difference(receipt, content);
      if (difference.isPresent()) {
        throw corrupted(difference.get());
      }
      return new Result(
          receipt,
          content.identity(),
          Verification.proof(receipt, content).map(Enum::name).orElse("length"),
          attempts.get(),
          sent.get(),
          begun != null);
    }

    private StorageException corrupted(String how) {
      return new Transient(
          StorageException.Where.of(storage.profile().identity(), "verify", request.key().value()),
          "the object at the destination " + how,
          null);
    }

    private void progressed(long bytes) {
      if (bytes > 0) {
        sent.addAndGet(bytes);
      }
      watcher.progressed(bytes);
    }

    private void retrying(int attempt, Duration pause, String error) {
      attempts.accumulateAndGet(attempt + 1, Math::max);
      watcher.retrying(attempt, pause, error);
    }

    private RuntimeException rethrown(@Nullable Throwable cause)
        throws IOException, InterruptedException, StoppedException {
      switch (cause) {
        case StorageException e -> throw sourceChangedOr(e);
        case IOException e -> throw e;
        case InterruptedException e -> throw e;
        case StoppedException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> throw new IllegalStateException(cause);
      }
    }

    /** A provider that wraps the failure of a body hides that the source is what failed. */
    private StorageException sourceChangedOr(StorageException e) throws SourceChangedException {
      if (content.source().changed()) {
        throw new SourceChangedException("changed while it was sent");
      }
      return e;
    }
  }
}
