package dev.davit.core.usecase;

/**
 * Asks a run to end soon: no file is begun any more, what is in flight is finished or parked, and
 * everything is remembered. To leave at once, interrupt the thread that runs it instead.
 *
 * <p>Safe for use by any thread, also from a signal handler.
 */
public final class Stop {
  private volatile boolean requested;

  /** Asks. */
  public void request() {
    requested = true;
  }

  /** Tells whether anyone asked. */
  public boolean requested() {
    return requested;
  }
}
