package dev.davit.registrar.index;

import java.util.Locale;

/** What a turn has to do with a file. */
public enum Relation {
  /** The user put it there. */
  ATTACHED,
  /** Words were resolved to it. */
  REFERENCED,
  /** The agent made it. */
  PRODUCED,
  /** Its name was said. */
  MENTIONED;

  /** Returns the word used in arguments and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses {@link #word}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Relation of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
