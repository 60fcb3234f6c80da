package dev.davit.testkit.simulation;

/** The end of a simulated process. */
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash() {
    super("the simulated process has ended", null, false, false);
  }
}
