package dev.davit.registrar.index;

import java.util.Locale;

/** How sure an answer is, the surest first. */
public enum Status {
  /** The answer is what was asked for. */
  OK,
  /** Fewer than were asked for. */
  PARTIAL,
  /** One was chosen, others fit as well. */
  AMBIGUOUS,
  /** Nothing fits. */
  NONE,
  /** The words speak of no file. */
  NO_REFERENCE;

  /** Returns the word used in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
