package dev.davit.core.internal;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.model.StorageException.Indeterminate;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One beginning of one upload. Used by one thread; what it starts ends with it. */
final class OneUpload {
  private final UploadLoop.Means means;
  private final Retries retries;
  private final Lifted content;
  private final UploadRequest request;
  private final UploadLoop.Watcher watcher;
  private final @Nullable ResumeToken begun;
  private final AtomicInteger attempts = new AtomicInteger(1);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable StoredObject> settled = new AtomicReference<>();
  private @Nullable ResumeToken unfinished;

  OneUpload(
      UploadLoop.Means means,
      Lifted content,
      UploadRequest request,
      UploadLoop.Watcher watcher,
      @Nullable ResumeToken begun) {
    this.means = means;
    this.retries = means.retries();
    this.content = content;
    this.request = request;
    this.watcher = watcher;
    this.begun = begun;
  }

  /** Returns what can be gone on with, if this came to no end. */
  @Nullable ResumeToken unfinished() {
    return unfinished;
  }

  UploadLoop.Result send() throws IOException, InterruptedException, StoppedException {
    try (UploadSession session = retries.call(this::begin, this::retrying)) {
      try {
        unfinished = session.token().orElse(null);
        session.token().ifPresent(watcher::began);
        StoredObject receipt = drive(session);
        unfinished = null;
        UploadLoop.Result result = verified(receipt);
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
    return begun == null ? means.storage().open(request) : means.storage().resume(request, begun);
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
  Optional<UploadLoop.Result> lookForIt()
      throws IOException, InterruptedException, StoppedException {
    Optional<StoredObject> found = settleIfAskable();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    UploadLoop.Result result = verified(found.get());
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
    try (Tasks.Scope scope = means.tasks().scope()) {
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
  private static Demand next(UploadSession session, Tasks.Scope scope) throws InterruptedException {
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
    if (means.stopped().getAsBoolean() && session.token().isPresent()) {
      scope.join();
      throw new StoppedException();
    }
  }

  private void fork(Tasks.Scope scope, UploadSession session, Demand demand)
      throws InterruptedException {
    switch (demand) {
      case Demand.Send send when session.oneRequest() ->
          scope.runHere(means.network(), () -> supply(session, send));
      case Demand.Send send -> scope.fork(means.network(), () -> supply(session, send));
      case Demand.Hash hash ->
          scope.fork(means.hashing(), () -> session.answer(hash, content.digest(hash.algorithm())));
      case Demand.Inspect inspect -> scope.fork(means.hashing(), () -> inspect(session, inspect));
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
    Body body = means.pace().paced(content.body(range, this::progressed));
    retries.call(
        () -> {
          try {
            session.supply(demand, body);
            means.pace().sent(range.length());
          } catch (Indeterminate e) {
            settleOrRepeat(e);
          } catch (Transient e) {
            means.pace().failed(e);
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
    Optional<StoredObject> found = means.find(request.key(), this::retrying);
    if (found.isPresent() && Verification.proof(found.get(), content).isPresent()) {
      settled.set(found.get());
      return found;
    }
    return Optional.empty();
  }

  private UploadLoop.Result verified(StoredObject receipt) throws IOException {
    Optional<String> difference = Verification.difference(receipt, content);
    if (difference.isPresent()) {
      throw corrupted(difference.get());
    }
    return new UploadLoop.Result(
        receipt,
        content.identity(),
        Verification.proof(receipt, content).map(Enum::name).orElse("length"),
        attempts.get(),
        sent.get(),
        begun != null);
  }

  private StorageException corrupted(String how) {
    return new Transient(
        StorageException.Where.of(
            means.storage().profile().identity(), "verify", request.key().value()),
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
