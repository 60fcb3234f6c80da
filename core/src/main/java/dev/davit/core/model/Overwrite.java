package dev.davit.core.model;

/** Says what happens when an object with the same key is there already. */
public enum Overwrite {
  /** The new object takes the key; the older stays as it was until the new one is complete. */
  REPLACE,
  /** Nothing is written; the upload ends in {@link StorageException.Conflict}. */
  ONLY_IF_ABSENT
}
