package dev.davit.core.model;

/** Why a file was sent. */
public enum Why {
  /** Nothing was remembered of it. */
  NEW,
  /** Its content is not what was stored. */
  CHANGED,
  /** The destination has lost everything that was stored there. */
  GONE,
  /** It is to be stored under another key than before. */
  MOVED,
  /** The last run could not store it. */
  FAILED_BEFORE,
  /** Its upload had begun and was continued. */
  RESUMED,
  /** It was asked for, changed or not. */
  REFRESH
}
