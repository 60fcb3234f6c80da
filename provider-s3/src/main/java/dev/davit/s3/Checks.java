package dev.davit.s3;

import java.util.List;

/**
 * The check in use. A service that is not known is tried with the best one; what it ignores or
 * refuses gives way to the next, for good, unless it has once been answered.
 */
final class Checks {
  private final List<Check> candidates;
  private volatile int current;
  private volatile boolean proven;

  Checks(List<Check> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  Check current() {
    return candidates.get(current);
  }

  void proven(Check check) {
    if (!proven && check == current()) {
      proven = true;
    }
  }

  /** Tells whether another check is tried from now on. */
  synchronized boolean giveWay(Check check) {
    if (candidates.indexOf(check) < current) {
      return true;
    }
    if (proven || current + 1 == candidates.size()) {
      return false;
    }
    current++;
    return true;
  }
}
