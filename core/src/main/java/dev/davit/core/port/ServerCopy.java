package dev.davit.core.port;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;

/**
 * Facet: copies an object within the destination, without its bytes passing this machine.
 *
 * <p><b>Outcome.</b> Afterwards both keys hold the bytes that the first key held at some moment
 * during the call, with the same attributes. Until then, and after a failure, the second key holds
 * what it held before. The first key is never touched.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p><b>Blocking and cancellation.</b> As {@link Storage}. Large objects take the destination
 * minutes.
 *
 * <p><b>Idempotence.</b> Repeating it is harmless while the first key stays as it is.
 *
 * <p>This is not for moving: remove the first key when the receipt has been checked.
 */
public interface ServerCopy {

  /**
   * Copies an object; one that is at the second key is replaced.
   *
   * @return the receipt of the copy
   * @throws StorageException.Missing with {@code OBJECT} if nothing is at the first key
   * @throws StorageException.Transient if it may succeed when repeated
   * @throws StorageException.Denied if the credential does not carry it
   * @throws StorageException.Indeterminate if the answer was lost
   */
  StoredObject copy(ObjectKey from, ObjectKey to);
}
