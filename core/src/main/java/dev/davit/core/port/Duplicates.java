package dev.davit.core.port;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;

/**
 * Facet: can hold several objects under one key, none of which is another's older version. {@link
 * Listing} tells each of them, one after the other; they differ in {@link StoredObject#version}.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p>This is not for removing a key as a whole: that is {@link Removal}.
 */
public interface Duplicates {

  /**
   * Removes one object, and no other that has the same key. Nothing happens if it is gone.
   *
   * @param object with its version, as it was listed
   * @throws StorageException if it may still be there
   */
  void removeOne(StoredObject object);
}
