package dev.davit.core.port;

import dev.davit.core.model.Demand;
import dev.davit.core.model.Digest;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import java.io.IOException;
import java.util.Optional;

/**
 * One upload in progress: it demands, core supplies.
 *
 * <p><b>Callers promise</b> to call {@link #next} from one thread; to answer every demand (or to
 * give up the session); to call {@link #complete} only after {@link Demand.Done} and after every
 * supply and answer returned; to call nothing but {@link #close} after {@link #complete} returned
 * or {@link #abort} was called.
 *
 * <p><b>Threads.</b> {@link #supply}, {@link #inspect}, {@link #answer} and {@link #progressed} run
 * side by side for different demands, also while {@link #next} blocks.
 */
public interface UploadSession extends AutoCloseable {

  /**
   * Waits for the next demand. One that waits long for its destination returns {@link Demand.Later}
   * about once a second, so that its caller can look around.
   *
   * @return never a demand that was answered before, except one whose answer was lost
   * @throws StorageException if the destination ended the upload, or stays silent too long
   * @throws InterruptedException if interrupted while waiting
   */
  Demand next() throws InterruptedException;

  /**
   * Supplies the bytes of a demand. Repeating it is harmless.
   *
   * <p>When it returns the destination has them and, where it can, has checked them.
   *
   * @param body exactly the demanded range
   * @throws IOException if the body fails; the request was aborted
   * @throws StorageException.Transient if it may succeed when repeated
   * @throws StorageException.Indeterminate if this very request may have made the object visible
   * @throws StorageException otherwise: the upload cannot go on in this session
   */
  void supply(Demand.Send demand, Body body) throws IOException;

  /**
   * Answers a demand for a digest. Repeating it is harmless.
   *
   * @throws StorageException as {@link #supply}
   */
  void answer(Demand.Hash demand, Digest digest);

  /**
   * Lets the session look through the content. Repeating it is harmless.
   *
   * @param body the whole content
   * @throws IOException if the body fails
   * @throws StorageException as {@link #supply}
   */
  default void inspect(Demand.Inspect demand, Body body) throws IOException {
    throw new IllegalStateException("a session that demands it has to do it: " + demand);
  }

  /**
   * Tells how far the work for a demand has come, for destinations that want to know. Called now
   * and then with a growing number.
   *
   * @param bytes read so far, from 0
   */
  default void progressed(Demand demand, long bytes) {
    // most destinations see the bytes themselves
  }

  /**
   * Returns what {@link Storage#resume} needs. Does not change once the session is open.
   *
   * @return empty if the upload cannot be resumed, or is not worth it
   */
  Optional<ResumeToken> token();

  /**
   * Makes the object visible.
   *
   * @return the receipt, as the destination states it
   * @throws StorageException.Indeterminate if the answer was lost after it may have happened:
   *     callers look with {@link Storage#find} before they do anything else
   * @throws StorageException.Transient if nothing happened and it may succeed when repeated
   * @throws StorageException.Conflict if the key was taken meanwhile and must not be replaced
   * @throws StorageException otherwise: nothing is visible, the older object is unharmed
   */
  StoredObject complete();

  /**
   * Discards what this session made at the destination, and only that. Idempotent; failures are
   * thrown so that the caller can remember to try again.
   *
   * @throws StorageException if something may be left behind
   */
  void abort();

  /** Releases local resources; an unfinished session stays resumable. Idempotent, never throws. */
  @Override
  void close();
}
