package dev.davit.core.port;

/** The source as a whole is missing, unreadable or vanished; the message says what to do. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public SourceException(String message) {
    super(message);
  }

  /** Makes one with a cause. */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
