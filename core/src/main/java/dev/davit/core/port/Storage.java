package dev.davit.core.port;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageProfile;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import java.util.Optional;

/**
 * Stores objects at one destination.
 *
 * <p><b>Outcome.</b> What a completed session stored is found from then on, by everyone. Before
 * that, and after a failure, the object that was at the key is unharmed.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p><b>Blocking and cancellation.</b> Methods block; an interrupt ends them soon, with {@link
 * StorageException.Transient} or, where the effect is unknown, {@link
 * StorageException.Indeterminate}, and leaves the interrupt status set. No call waits longer than a
 * bounded time for a silent peer. Nothing is retried here: core does that.
 *
 * <p><b>Callers promise</b> keys within the profile's limits, lengths within its maximum, and one
 * of its overwrite modes.
 *
 * <p>This is not for reading objects back, nor for browsing: abilities beyond storing are
 * {@linkplain #facet facets}.
 */
public interface Storage extends AutoCloseable {

  /** Returns the facts about this destination; free of network, always the same. */
  StorageProfile profile();

  /**
   * Begins an upload. May be free of network; may create something remote that {@link
   * UploadSession#abort} discards.
   *
   * @throws StorageException.Transient if it may succeed when repeated
   * @throws StorageException.Denied if the credential does not carry it
   * @throws StorageException.Missing if the container is not there
   * @throws StorageException.Conflict if the key is taken and must not be replaced
   * @throws StorageException.Rejected if the destination will never take it
   * @throws StorageException.Unusable if nothing can be stored here now
   */
  UploadSession open(UploadRequest request);

  /**
   * Goes on with an unfinished upload of the same content to the same key. What the destination
   * still has is not demanded again; the destination is asked, the token is not believed.
   *
   * @param token from {@link UploadSession#token} of a session for an equal request
   * @throws StorageException.Missing if there is nothing to go on with: begin anew
   * @throws StorageException otherwise as {@link #open}
   */
  UploadSession resume(UploadRequest request, ResumeToken token);

  /**
   * Looks for an object.
   *
   * @return what is stored at the key, or empty if nothing is
   * @throws StorageException.Transient if it may succeed when repeated
   * @throws StorageException.Denied if the credential does not carry it
   * @throws StorageException.Missing if the container is not there
   * @throws StorageException.Unsupported if this destination cannot be asked
   */
  Optional<StoredObject> find(ObjectKey key);

  /**
   * Returns an optional ability, such as {@link Listing}. Decorators forward this.
   *
   * @return empty if this destination does not have it
   */
  <F> Optional<F> facet(Class<F> facet);

  /** Releases local resources. Unfinished sessions stay resumable. Idempotent. */
  @Override
  void close();
}
