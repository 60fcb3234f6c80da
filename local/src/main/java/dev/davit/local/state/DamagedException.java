package dev.davit.local.state;

/** The database holds what Davit did not write. */
final class DamagedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean foreign;

  DamagedException(String message) {
    super(message);
    foreign = false;
  }

  private DamagedException(String message, boolean foreign) {
    super(message);
    this.foreign = foreign;
  }

  DamagedException(String message, Throwable cause) {
    super(message, cause);
    foreign = false;
  }

  /** The database is in order, but another job's. */
  static DamagedException foreign(String message) {
    return new DamagedException(message, true);
  }

  boolean foreign() {
    return foreign;
  }
}
