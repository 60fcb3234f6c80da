package dev.davit.core.support;

import dev.davit.core.model.ByteRange;

/**
 * Divides content into numbered parts: all but the last have the same length, none is empty, and
 * together they are the content.
 */
public final class PartPlan {
  private final long length;
  private final long partLength;

  private PartPlan(long length, long partLength) {
    this.length = length;
    this.partLength = partLength;
  }

  /**
   * Plans parts.
   *
   * @param length of the content in bytes, at least 1
   * @param preferred length of a part in bytes; a plan with too many parts doubles it
   * @param limits of the destination
   * @throws IllegalArgumentException if no plan is within the limits, or the length is not positive
   */
  public static PartPlan of(long length, long preferred, PartLimits limits) {
    if (length < 1) {
      throw new IllegalArgumentException("nothing to divide: " + length + " bytes");
    }
    long part = Math.clamp(preferred, limits.minLength(), limits.maxLength());
    while (partsOf(length, part) > limits.maxParts() && part < limits.maxLength()) {
      part = part > limits.maxLength() / 2 ? limits.maxLength() : part * 2;
    }
    if (partsOf(length, part) > limits.maxParts()) {
      throw new IllegalArgumentException(
          length + " bytes do not fit into " + limits.maxParts() + " parts of " + part + " bytes");
    }
    return new PartPlan(length, part);
  }

  /**
   * Restores the plan of an upload that began with this part length.
   *
   * @throws IllegalArgumentException if either is not positive
   */
  public static PartPlan withPartLength(long length, long partLength) {
    if (length < 1 || partLength < 1) {
      throw new IllegalArgumentException("no plan: " + length + " in parts of " + partLength);
    }
    return new PartPlan(length, partLength);
  }

  /** Returns the length of every part but the last, in bytes. */
  public long partLength() {
    return partLength;
  }

  /** Returns how many parts there are, at least 1. */
  public int parts() {
    return (int) partsOf(length, partLength);
  }

  /**
   * Returns the bytes of a part.
   *
   * @param number from 1 to {@link #parts}
   */
  public ByteRange range(int number) {
    if (number < 1 || number > parts()) {
      throw new IllegalArgumentException("part " + number + " of " + parts());
    }
    long offset = (number - 1) * partLength;
    return new ByteRange(offset, Math.min(partLength, length - offset));
  }

  private static long partsOf(long length, long part) {
    return (length - 1) / part + 1;
  }
}
