package dev.davit.core.port;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import java.util.stream.Stream;

/** Facet: lists what is stored. */
public interface Listing {

  /**
   * Lists the objects whose keys begin with a prefix, in key order, lazily, a page at a time.
   *
   * <p>Objects that come or go meanwhile may or may not be seen; others are seen once. Close the
   * stream.
   *
   * @param prefix any text; empty for everything
   * @throws StorageException when called, or while the stream is consumed
   */
  Stream<StoredObject> list(String prefix);
}
