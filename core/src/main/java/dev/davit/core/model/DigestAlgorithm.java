package dev.davit.core.model;

/** Names the digests and checksums that Davit computes. */
public enum DigestAlgorithm {
  /** MD5 (RFC 1321), 16 bytes. Only ever a transport check, never an identity. */
  MD5(16, false),
  /** SHA-1 (FIPS 180-4), 20 bytes. Only for services that ask for it. */
  SHA1(20, false),
  /** SHA-256 (FIPS 180-4), 32 bytes. The identity of content of up to one block of 8 MiB. */
  SHA256(32, false),
  /**
   * SHA-256 over the concatenated SHA-256 digests of consecutive blocks of 8 MiB (the last block
   * may be shorter), 32 bytes. The identity of longer content: blocks may be digested in any order
   * and side by side, so a large file is read once although its parts travel in parallel.
   */
  SHA256_BLOCKS(32, false),
  /** CRC-32C (Castagnoli, RFC 3720), 4 bytes, big-endian. */
  CRC32C(4, true),
  /** CRC-64/XZ (polynomial of ECMA-182, reflected, inverted), 8 bytes, big-endian: OSS and TOS. */
  CRC64_ECMA(8, true),
  /** CRC-64/NVME (reflected, inverted), 8 bytes, big-endian: S3. */
  CRC64_NVME(8, true);

  private final int length;
  private final boolean combinable;

  DigestAlgorithm(int length, boolean combinable) {
    this.length = length;
    this.combinable = combinable;
  }

  /** Returns the length of a value in bytes. */
  public int length() {
    return length;
  }

  /** Tells whether the value of a whole follows from the values and lengths of its parts. */
  public boolean combinable() {
    return combinable;
  }
}
