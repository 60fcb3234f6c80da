package dev.davit.core.usecase;

/**
 * In which order files are sent.
 *
 * <p>Any order but {@link #FOUND} begins to send only when the whole source was looked through, and
 * holds in memory what is to be sent.
 */
public enum SendOrder {
  /** As they are found: by path. Sending begins at once. */
  FOUND,
  /** By path, the last first. */
  NAME_DESC,
  /** The smallest first. */
  SIZE_ASC,
  /** The largest first. */
  SIZE_DESC,
  /** The largest and the smallest by turns. */
  SIZE_MIXED,
  /** The least recently modified first. */
  MODTIME_ASC,
  /** The most recently modified first. */
  MODTIME_DESC,
  /** The most and the least recently modified by turns. */
  MODTIME_MIXED
}
