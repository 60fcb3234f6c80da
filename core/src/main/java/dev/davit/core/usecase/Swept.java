package dev.davit.core.usecase;

import dev.davit.core.port.UnfinishedUploads.Unfinished;

/**
 * What became of an unfinished upload.
 *
 * @param upload which
 * @param fate what became of it
 */
public record Swept(Unfinished upload, Fate fate) {

  /** What became of it. */
  public enum Fate {
    /** It is discarded. */
    DISCARDED,
    /** It would be, had this not been a dry run. */
    WOULD_BE_DISCARDED,
    /** It began too short a while ago: someone may be sending it. */
    TOO_YOUNG,
    /** A job on this machine will go on with it. */
    KEPT_FOR_A_JOB
  }
}
