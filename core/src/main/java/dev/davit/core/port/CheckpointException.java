package dev.davit.core.port;

/** The state of a job cannot be opened or written; the message says where and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** Another process runs the same job. */
    LOCKED,
    /** The place cannot be written: permissions, full or failing disk. */
    UNWRITABLE
  }

  /** Makes one. */
  public CheckpointException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Makes one with a cause. */
  public CheckpointException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
