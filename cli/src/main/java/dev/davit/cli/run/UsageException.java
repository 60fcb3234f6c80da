package dev.davit.cli.run;

/** What was typed cannot work; the message says what and the next thing to try. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public UsageException(String message) {
    super(message);
  }
}
