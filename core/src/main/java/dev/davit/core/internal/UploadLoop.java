package dev.davit.core.internal;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
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
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.Storage;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Tasks;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Drives upload sessions at one destination: asks what is wanted, supplies it, completes. */
public final class UploadLoop {
  private static final int MAX_BEGINNINGS = 3;

  private final Means means;

  /** Makes the loop of one run and destination. */
  public UploadLoop(Means means) {
    this.means = means;
  }

  /**
   * What uploads of one run to one destination share.
   *
   * @param tasks run side by side
   * @param network lane of requests
   * @param hashing lane of digests
   * @param stopped whether the run is to end
   */
  public record Means(
      Storage storage,
      Tasks tasks,
      Tasks.Lane network,
      Tasks.Lane hashing,
      Retries retries,
      Pace pace,
      BooleanSupplier stopped) {

    Optional<StoredObject> find(ObjectKey key, Retries.Watcher watcher)
        throws IOException, InterruptedException, StoppedException {
      return retries.call(() -> storage.find(key), watcher);
    }
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
      OneUpload one = new OneUpload(means, content, request, watcher, unfinished);
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
        unfinished = one.unfinished();
      }
    }
  }

  /** Discards an unfinished upload. */
  public void discard(ParkedUpload parked)
      throws IOException, InterruptedException, StoppedException {
    UploadRequest request = UploadRequest.of(parked.key(), parked.fingerprint().length());
    try {
      means
          .retries()
          .call(
              () -> {
                try (UploadSession session = means.storage().resume(request, parked.token())) {
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
    Optional<StoredObject> found = means.find(key, watcher);
    return found.isPresent() && Verification.difference(found.get(), content).isEmpty();
  }

  /**
   * Has the destination copy an object, if it can and the copy is proven to be this content.
   *
   * @return empty if the content has to be sent
   */
  public Optional<Result> copy(
      ObjectKey from, ObjectKey to, Lifted content, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    Optional<ServerCopy> server = means.storage().facet(ServerCopy.class);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    StoredObject copy;
    try {
      StoredObject receipt = means.retries().call(() -> server.get().copy(from, to), watcher);
      copy =
          Verification.proof(receipt, content).isPresent()
              ? receipt
              : means.find(to, watcher).orElse(receipt);
    } catch (Missing | Indeterminate | Unsupported | Rejected e) {
      return Optional.empty();
    }
    Optional<DigestAlgorithm> proof = Verification.proof(copy, content);
    return proof.isEmpty()
        ? Optional.empty()
        : Optional.of(new Result(copy, content.identity(), proof.get().name(), 1, 0, false));
  }

  /** Asks the destination something, again if that may help. */
  public <T> T ask(Supplier<T> question, Retries.Watcher watcher)
      throws IOException, InterruptedException, StoppedException {
    return means.retries().call(question::get, watcher);
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
    return means.find(key, watcher);
  }
}
