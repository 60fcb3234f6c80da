package dev.davit.core.usecase;

import dev.davit.core.model.ObjectKey;

/**
 * What a check found out about one object or file.
 *
 * @param key where the object is, or should be
 * @param verdict how it compares
 * @param by what was compared: a digest's name or {@code length}; empty if nothing could be
 * @param detail for people; may be empty
 */
public record Checked(ObjectKey key, Verdict verdict, String by, String detail) {

  /** How a file of the source and an object of the destination compare. */
  public enum Verdict {
    /** They are the same, as far as was compared. */
    SAME,
    /** They differ. */
    DIFFERENT,
    /** There is a file and no object. */
    MISSING,
    /** There is an object and no file. */
    EXTRA,
    /** There is a further object with the same key. */
    DUPLICATE,
    /** They are the same, and the destination could not index the object. */
    UNINDEXED,
    /** One of them could not be looked at. */
    FAILED
  }
}
