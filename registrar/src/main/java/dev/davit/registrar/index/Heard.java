package dev.davit.registrar.index;

/**
 * What was read from which words.
 *
 * @param part of the query that they say
 * @param words as they were read: in compatible, lower-case and simplified characters; may be empty
 *     where the sentence as a whole says it
 */
public record Heard(Part part, String words) {

  /** A part of a query. */
  public enum Part {
    /** {@link FileQuery#names}. */
    NAME,
    /** {@link FileQuery#version}. */
    VERSION,
    /** {@link FileQuery#turnFilter}. */
    TURN,
    /** {@link FileQuery#fileTypes}. */
    TYPE,
    /** {@link FileQuery#since} and {@link FileQuery#until}. */
    TIME,
    /** {@link FileQuery#reference}, its count and index. */
    REFERENCE
  }
}
