package dev.davit.core.support;

/**
 * What a destination allows of parts.
 *
 * @param minLength of every part but the last, in bytes, at least 1
 * @param maxLength in bytes
 * @param maxParts of one upload, at least 1
 */
public record PartLimits(long minLength, long maxLength, int maxParts) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if they allow nothing
   */
  public PartLimits {
    if (minLength < 1 || maxLength < minLength || maxParts < 1) {
      throw new IllegalArgumentException(
          "no part fits: " + minLength + " to " + maxLength + " bytes, " + maxParts + " parts");
    }
  }
}
