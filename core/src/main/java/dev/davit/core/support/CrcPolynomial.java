package dev.davit.core.support;

/**
 * Multiplies modulo the polynomial of a reflected CRC whose initial value and final mask are all
 * ones.
 *
 * <p>In a register the highest bit is the coefficient of x<sup>0</sup>.
 */
final class CrcPolynomial {
  static final CrcPolynomial CRC32C = new CrcPolynomial(32, 0x82F6_3B78L);
  static final CrcPolynomial CRC64_ECMA = new CrcPolynomial(64, 0xC96C_5795_D787_0F42L);
  static final CrcPolynomial CRC64_NVME = new CrcPolynomial(64, 0x9A6C_9329_AC4B_C9B5L);

  private static final int LENGTH_BITS = Long.SIZE - 1;

  private final long one;
  private final long polynomial;
  private final long[] byteShifts = new long[LENGTH_BITS];

  private CrcPolynomial(int width, long polynomial) {
    this.one = 1L << (width - 1);
    this.polynomial = polynomial;
    long shift = one >>> Byte.SIZE;
    for (int i = 0; i < LENGTH_BITS; i++) {
      byteShifts[i] = shift;
      shift = multiply(shift, shift);
    }
  }

  long timesX(long a) {
    return (a >>> 1) ^ (-(a & 1) & polynomial);
  }

  long multiply(long a, long b) {
    long product = 0;
    for (long bit = one; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= b;
      }
      b = timesX(b);
    }
    return product;
  }

  /** Returns the checksum of a whole from those of its two parts and the second's length. */
  long combine(long first, long second, long secondLength) {
    long shifted = first;
    for (int i = 0; i < LENGTH_BITS; i++) {
      if ((secondLength >>> i & 1) != 0) {
        shifted = multiply(byteShifts[i], shifted);
      }
    }
    return shifted ^ second;
  }
}
