package dev.davit.registrar.index;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One line of a session's history.
 *
 * @param seq grows with every event of a session
 * @param version of the upload; absent for a deletion
 */
public record LoggedEvent(
    long seq,
    Kind kind,
    FileId file,
    String path,
    Instant at,
    OptionalInt turn,
    OptionalInt version) {

  /** What happened. */
  public enum Kind {
    /** A file was uploaded. */
    UPLOAD,
    /** A file was forgotten. */
    DELETE
  }
}
