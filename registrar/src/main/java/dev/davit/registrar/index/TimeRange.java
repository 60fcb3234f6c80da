package dev.davit.registrar.index;

import java.util.Locale;

/** A window with a name. Calendar words use the session's zone. */
public enum TimeRange {
  /** The last 5 minutes. */
  RECENT,
  /** Since local midnight. */
  TODAY,
  /** The local day before. */
  YESTERDAY,
  /** Since Monday. */
  THIS_WEEK,
  /** The ISO week before. */
  LAST_WEEK,
  /** Up to {@code until}; up to now without. */
  BEFORE,
  /** From {@code since}. */
  AFTER,
  /** From {@code since} up to {@code until}. */
  BETWEEN;

  /** Returns the word used in arguments and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
