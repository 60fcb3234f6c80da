package dev.davit.core.usecase;

import java.time.Duration;

/**
 * What trying one promise of a destination came to.
 *
 * @param name of the promise, in kebab case, such as {@code read-after-write}
 * @param result how it went
 * @param detail for people; may be empty
 * @param took how long it took
 */
public record Probe(String name, Result result, String detail, Duration took) {

  /** How it went. */
  public enum Result {
    /** The promise is kept. */
    KEPT,
    /** The promise is broken. */
    BROKEN,
    /** The destination does not promise that. */
    NOT_OFFERED,
    /** It is kept, but something deserves attention. */
    DOUBTFUL
  }
}
