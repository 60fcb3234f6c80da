package dev.davit.core.port;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import java.util.stream.Stream;

/**
 * Facet: works on what it holds in its own time (parses, embeds, indexes), so that an object that
 * is stored is not yet one that can be used.
 *
 * <p>How far it has come is told with every object as {@link StoredObject#indexState}, here and by
 * {@link Listing}.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p><b>Blocking and cancellation.</b> As {@link Storage}. Nothing here waits for the work to end:
 * callers ask again.
 *
 * <p>This is not for making the work begin: storing does that.
 */
public interface Indexing {

  /**
   * Tells how far the objects are whose keys begin with a prefix, lazily, a page at a time, in any
   * order. Close the stream.
   *
   * @param prefix any text; empty for everything
   * @throws StorageException when called, or while the stream is consumed
   */
  Stream<StoredObject> indexed(String prefix);

  /**
   * Returns why an object could not be indexed, in one line; empty if the destination does not say.
   *
   * @param object with its version, as told by {@link #indexed}
   * @throws StorageException if it cannot be asked now
   */
  String failure(StoredObject object);
}
