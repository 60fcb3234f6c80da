package dev.davit.testkit.server.s3;

/** Joins reflected CRCs whose initial value and final mask are all ones. */
final class CrcMath {
  private CrcMath() {}

  /**
   * Returns the CRC of two pieces from theirs.
   *
   * @param polynomial the polynomial, reflected, without its highest term
   * @param width 32 or 64
   */
  static long joined(long polynomial, int width, long first, long second, long secondLength) {
    long one = 1L << (width - 1);
    long power = one;
    long square = times(one >>> 1, one, polynomial, one);
    // x^(8n): the bits of 8n choose among x, x^2, x^4, ...
    for (long bits = secondLength << 3; bits != 0; bits >>>= 1) {
      if ((bits & 1) != 0) {
        power = times(power, square, polynomial, one);
      }
      square = times(square, square, polynomial, one);
    }
    return times(first, power, polynomial, one) ^ second;
  }

  private static long times(long a, long b, long polynomial, long one) {
    long product = 0;
    long shifted = b;
    for (long bit = one; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      boolean carries = (shifted & 1) != 0;
      shifted >>>= 1;
      if (carries) {
        shifted ^= polynomial;
      }
    }
    return product;
  }
}
