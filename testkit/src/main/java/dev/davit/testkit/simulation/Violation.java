package dev.davit.testkit.simulation;

/** A promise was broken. */
public final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  Violation(String promise, String how) {
    super(promise + ": " + how);
  }

  Violation(String message, Throwable cause) {
    super(message, cause);
  }
}
