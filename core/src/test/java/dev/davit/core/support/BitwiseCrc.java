package dev.davit.core.support;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;

/** The definition of a reflected CRC, bit by bit, from the catalogue's unreflected polynomial. */
final class BitwiseCrc {

  private BitwiseCrc() {}

  static Digest of(DigestAlgorithm algorithm, byte[] bytes) {
    return of(algorithm, bytes, 0, bytes.length);
  }

  static Digest of(DigestAlgorithm algorithm, byte[] bytes, int offset, int length) {
    return Digest.ofChecksum(
        algorithm,
        switch (algorithm) {
          case CRC32C -> crc(32, 0x1EDC6F41L, bytes, offset, length);
          case CRC64_ECMA -> crc(64, 0x42F0E1EBA9EA3693L, bytes, offset, length);
          case CRC64_NVME -> crc(64, 0xAD93D23594C93659L, bytes, offset, length);
          default -> throw new IllegalArgumentException(algorithm.toString());
        });
  }

  private static long crc(int width, long polynomial, byte[] bytes, int offset, int length) {
    long mask = -1L >>> (64 - width);
    long register = mask;
    for (int i = offset; i < offset + length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        boolean in = (bytes[i] >> bit & 1) != 0;
        boolean out = (register >>> (width - 1) & 1) != 0;
        register = register << 1 & mask;
        if (in != out) {
          register ^= polynomial;
        }
      }
    }
    return (Long.reverse(register) >>> (64 - width)) ^ mask;
  }
}
