package dev.davit.core.support;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;

/** Answers questions about single digests. */
public final class Digests {

  private Digests() {}

  /** Returns the digest of bytes in memory. */
  public static Digest of(DigestAlgorithm algorithm, byte[] content) {
    OnePassDigests digests = OnePassDigests.of(algorithm);
    digests.update(content, 0, content.length);
    return digests.digest(algorithm);
  }

  /**
   * Names the algorithm whose digest identifies content: SHA-256 for up to one block of {@link
   * BlockDigests#BLOCK_LENGTH} bytes, else SHA-256 of blocks.
   *
   * @param length length of the content in bytes, not negative
   */
  public static DigestAlgorithm identityAlgorithm(long length) {
    return length <= BlockDigests.BLOCK_LENGTH
        ? DigestAlgorithm.SHA256
        : DigestAlgorithm.SHA256_BLOCKS;
  }

  /**
   * Returns the checksum of a whole from the checksums of its two parts, without reading either.
   * Takes microseconds at most, whatever the length.
   *
   * @param algorithm a {@linkplain DigestAlgorithm#combinable() combinable} one, which made both
   * @param secondLength length of the second part in bytes
   * @throws IllegalArgumentException if the algorithm is not combinable, did not make both digests,
   *     or the length is negative
   */
  public static Digest combine(
      DigestAlgorithm algorithm, Digest first, Digest second, long secondLength) {
    if (first.algorithm() != algorithm || second.algorithm() != algorithm) {
      throw new IllegalArgumentException(
          "not both of " + algorithm + ": " + first + " and " + second);
    }
    if (secondLength < 0) {
      throw new IllegalArgumentException("negative length: " + secondLength);
    }
    return Digest.ofChecksum(
        algorithm,
        polynomial(algorithm).combine(first.checksum(), second.checksum(), secondLength));
  }

  private static CrcPolynomial polynomial(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32C -> CrcPolynomial.CRC32C;
      case CRC64_ECMA -> CrcPolynomial.CRC64_ECMA;
      case CRC64_NVME -> CrcPolynomial.CRC64_NVME;
      case MD5, SHA1, SHA256, SHA256_BLOCKS ->
          throw new IllegalArgumentException(algorithm + " is not combinable");
    };
  }
}
