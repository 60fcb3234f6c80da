package dev.davit.core.internal;

/** The run was asked to stop, and this upload cannot be finished quickly; it may be resumed. */
public final class StoppedException extends Exception {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped");
  }
}
