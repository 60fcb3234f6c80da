package dev.davit.core.model;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A digest or checksum together with the algorithm that made it.
 *
 * <p>Two digests are equal when algorithm and value are. Values are copied in and out.
 */
public final class Digest {
  private final DigestAlgorithm algorithm;
  private final byte[] value;

  /**
   * Copies and checks a value.
   *
   * @param value exactly {@link DigestAlgorithm#length()} bytes; checksums are big-endian
   * @throws IllegalArgumentException if the value has another length than the algorithm's
   */
  public Digest(DigestAlgorithm algorithm, byte[] value) {
    if (value.length != algorithm.length()) {
      throw new IllegalArgumentException(
          algorithm + " has " + algorithm.length() + " bytes, not " + value.length);
    }
    this.algorithm = algorithm;
    this.value = value.clone();
  }

  /**
   * Parses hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if they are not hexadecimal or too few or too many
   */
  public static Digest ofHex(DigestAlgorithm algorithm, String hex) {
    return new Digest(algorithm, HexFormat.of().parseHex(hex));
  }

  /**
   * Wraps a checksum of 4 or 8 bytes.
   *
   * @throws IllegalArgumentException if the algorithm has another length
   */
  public static Digest ofChecksum(DigestAlgorithm algorithm, long checksum) {
    byte[] value = new byte[algorithm.length()];
    for (int i = value.length - 1; i >= 0; i--) {
      value[i] = (byte) checksum;
      checksum >>>= 8;
    }
    return new Digest(algorithm, value);
  }

  /** Returns what made the value. */
  public DigestAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns a copy of the value. */
  public byte[] value() {
    return value.clone();
  }

  /** Returns the value in lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** Returns the value in Base64 with padding. */
  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /**
   * Returns a checksum as a number.
   *
   * @throws IllegalStateException if the value is longer than 8 bytes
   */
  public long checksum() {
    if (value.length > Long.BYTES) {
      throw new IllegalStateException(algorithm + " is not a checksum");
    }
    long checksum = 0;
    for (byte b : value) {
      checksum = checksum << 8 | (b & 0xff);
    }
    return checksum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && algorithm == that.algorithm
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex();
  }
}
