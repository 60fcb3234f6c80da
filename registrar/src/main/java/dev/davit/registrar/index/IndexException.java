package dev.davit.registrar.index;

/** The index cannot be read or written. */
public final class IndexException extends RuntimeException {

  /** Says what could not be done. */
  public IndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
