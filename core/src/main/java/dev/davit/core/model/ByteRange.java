package dev.davit.core.model;

/**
 * A run of bytes.
 *
 * @param offset the first byte, from 0
 * @param length how many bytes, from 0
 */
public record ByteRange(long offset, long length) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if either is negative or the end exceeds {@link
   *     Long#MAX_VALUE}
   */
  public ByteRange {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new IllegalArgumentException(
          "not a byte range: offset " + offset + ", length " + length);
    }
  }

  /** Returns the whole of content of that length in bytes. */
  public static ByteRange whole(long length) {
    return new ByteRange(0, length);
  }

  /** Returns the offset after the last byte. */
  public long end() {
    return offset + length;
  }

  /** Tells whether the range lies within content of that length in bytes. */
  public boolean within(long contentLength) {
    return end() <= contentLength;
  }

  @Override
  public String toString() {
    return "bytes " + offset + "+" + length;
  }
}
