package dev.davit.testkit;

import dev.davit.core.port.Storage;
import java.time.Duration;
import java.util.Optional;

/** How a request to a {@link FaultyStorage} goes wrong. */
public sealed interface Fault {

  /** Nothing happens at the destination; the caller is told to repeat it. */
  record Unavailable(Optional<Duration> retryAfter) implements Fault {}

  /** Nothing happens at the destination: the credential's time is over. */
  record Expired() implements Fault {}

  /** It happens, but the caller is told {@link Loss} in place of the answer. */
  record AnswerLost(Loss told) implements Fault {}

  /** It happens after a long silence. */
  record Stalled(Duration silence) implements Fault {}

  /** The connection breaks when so many bytes were read; nothing happens at the destination. */
  record Truncated(long bytes) implements Fault {}

  /** The destination discards the upload first, as a lifecycle rule does. */
  record Forgotten() implements Fault {}

  /** The process ends before or after it happens: this is thrown. */
  record Crashed(Moment moment, Error crash) implements Fault {}

  /** What the caller hears when an answer is lost. */
  enum Loss {
    /** Honest: it may have happened. */
    INDETERMINATE,
    /** As many a service has it: try again. */
    TRANSIENT
  }

  /** When a process ends. */
  enum Moment {
    /** Nothing has happened at the destination. */
    BEFORE,
    /** It has happened. */
    AFTER
  }

  /** A method of {@link Storage} or of a session that may reach the destination. */
  enum Operation {
    /** {@link Storage#open}. */
    OPEN,
    /** {@link Storage#resume}. */
    RESUME,
    /** {@link Storage#find}. */
    FIND,
    /** {@link dev.davit.core.port.UploadSession#next}. */
    NEXT,
    /** {@link dev.davit.core.port.UploadSession#supply}. */
    SUPPLY,
    /** {@link dev.davit.core.port.UploadSession#answer}. */
    ANSWER,
    /** {@link dev.davit.core.port.UploadSession#complete}. */
    COMPLETE,
    /** {@link dev.davit.core.port.UploadSession#abort}. */
    ABORT
  }
}
