package dev.davit.registrar.index;

import java.util.Locale;

/** Why nothing fits. */
public enum Reason {
  /** Nothing passes the filters. */
  NO_MATCH,
  /** Counting went past the end. */
  OUT_OF_RANGE,
  /** There is no file but the one spoken of. */
  NO_OTHER,
  /** The file was there and was forgotten. */
  DELETED,
  /** No file has this name. */
  UNKNOWN_NAME,
  /** The session has no files. */
  EMPTY_SESSION;

  /** Returns the word used in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
