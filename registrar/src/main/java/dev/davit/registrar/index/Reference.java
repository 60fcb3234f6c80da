package dev.davit.registrar.index;

import java.util.Locale;

/** Which of the files that pass the filters are meant; see the table of words in the docs. */
public enum Reference {
  /** Everything. */
  ALL,
  /** The newest. */
  THIS,
  /** A noun without more: the newest, flagged if there are several. */
  THE,
  /** The newest that did not come with this turn. */
  THAT,
  /** The newest few. */
  THESE,
  /** The newest few that did not come with this turn. */
  THOSE,
  /** Those before the ones in focus. */
  PREVIOUS,
  /** Not the one just spoken of. */
  OTHER,
  /** The oldest. */
  FIRST,
  /** The newest, counted. */
  LAST,
  /** Counted from either end. */
  NTH;

  /** Returns the word used in arguments and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
