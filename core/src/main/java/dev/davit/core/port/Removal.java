package dev.davit.core.port;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;

/** Facet: removes objects. */
public interface Removal {

  /**
   * Removes an object. Nothing happens if there is none.
   *
   * @throws StorageException if it may still be there
   */
  void remove(ObjectKey key);
}
