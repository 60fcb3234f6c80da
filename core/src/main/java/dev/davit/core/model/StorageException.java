package dev.davit.core.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A destination's refusal or failure, named by the caller's next move.
 *
 * <p>Switch over the subtypes without {@code default}. The vendor's own exception is only ever the
 * cause; messages hold no secrets.
 */
public abstract sealed class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Where where;

  private StorageException(Where where, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.where = where;
  }

  /** Returns what was being done, and to what. */
  public final Where where() {
    return where;
  }

  /**
   * The place of a failure.
   *
   * @param scheme the destination's scheme
   * @param operation the vendor's name of the operation, such as {@code UploadPart}
   * @param object the key or other name concerned; empty if none
   * @param requestId the vendor's id of the failed request; empty if it gave none
   */
  public record Where(String scheme, String operation, String object, String requestId) {
    /** Returns a place without request id. */
    public static Where of(String scheme, String operation, String object) {
      return new Where(scheme, operation, object, "");
    }

    @Override
    public String toString() {
      return scheme
          + " "
          + operation
          + (object.isEmpty() ? "" : " " + object)
          + (requestId.isEmpty() ? "" : " (request " + requestId + ")");
    }
  }

  /** May succeed if repeated: a time-out, a reset, a 5xx, a throttle. */
  public static final class Transient extends StorageException {
    private static final long serialVersionUID = 1;
    private final @Nullable Duration retryAfter;
    private final boolean crowded;

    /** Makes one without a wish for a pause. */
    public Transient(Where where, String message, @Nullable Throwable cause) {
      this(where, message, cause, null);
    }

    /** Makes one with the pause the destination asked for, if it did. */
    public Transient(
        Where where, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
      this(where, message, cause, retryAfter, false);
    }

    private Transient(
        Where where,
        String message,
        @Nullable Throwable cause,
        @Nullable Duration retryAfter,
        boolean crowded) {
      super(where, message, cause);
      this.retryAfter = retryAfter;
      this.crowded = crowded;
    }

    /** Makes one of a destination that is asked more than it can bear, or no longer answers. */
    public static Transient crowded(
        Where where, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
      return new Transient(where, message, cause, retryAfter, true);
    }

    /** Tells whether fewer requests at once would help. */
    public boolean crowded() {
      return crowded;
    }

    /** Returns how long the destination asked to wait, if it did. */
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /** Was transient, was repeated, still fails: nobody repeats it again in this run. */
  public static final class Exhausted extends StorageException {
    private static final long serialVersionUID = 1;
    private final int attempts;

    /** Wraps the last failure. */
    public Exhausted(StorageException last, int attempts) {
      super(last.where(), last.getMessage() + " (given up after " + attempts + " attempts)", last);
      this.attempts = attempts;
    }

    /** Returns how often it was tried. */
    public int attempts() {
      return attempts;
    }
  }

  /** The credential does not carry the operation. */
  public static final class Denied extends StorageException {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    /** Why. */
    public enum Reason {
      /** The credential's time is over: renew it and repeat. */
      EXPIRED,
      /** The credential is wrong or may not do this: stop. */
      FORBIDDEN
    }

    /** Makes one. */
    public Denied(Where where, Reason reason, String message, @Nullable Throwable cause) {
      super(where, message, cause);
      this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
      return reason;
    }
  }

  /** Something the operation needs is not there. */
  public static final class Missing extends StorageException {
    private static final long serialVersionUID = 1;
    private final What what;

    /** What is missing. */
    public enum What {
      /** The bucket, directory, knowledge base: nothing can be stored. */
      CONTAINER,
      /** The unfinished upload: begin anew. */
      UPLOAD,
      /** The object. */
      OBJECT
    }

    /** Makes one. */
    public Missing(Where where, What what, String message, @Nullable Throwable cause) {
      super(where, message, cause);
      this.what = what;
    }

    /** Returns what is missing. */
    public What what() {
      return what;
    }
  }

  /** Something else holds the key, or was written at the same time. */
  public static final class Conflict extends StorageException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public Conflict(Where where, String message, @Nullable Throwable cause) {
      super(where, message, cause);
    }
  }

  /** The destination will never take this request as it is. */
  public static final class Rejected extends StorageException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public Rejected(Where where, String message, @Nullable Throwable cause) {
      super(where, message, cause);
    }
  }

  /** The destination cannot do this at all. */
  public static final class Unsupported extends StorageException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public Unsupported(Where where, String message) {
      super(where, message, null);
    }
  }

  /** The answer was lost after the destination may have done it: look before repeating. */
  public static final class Indeterminate extends StorageException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public Indeterminate(Where where, String message, @Nullable Throwable cause) {
      super(where, message, cause);
    }
  }

  /**
   * The destination as a whole cannot be used now: unknown host, refused connection, full or
   * read-only disk. Every other file would fail in the same way, so the run stops.
   */
  public static final class Unusable extends StorageException {
    private static final long serialVersionUID = 1;

    /** Makes one. */
    public Unusable(Where where, String message, @Nullable Throwable cause) {
      super(where, message, cause);
    }
  }
}
