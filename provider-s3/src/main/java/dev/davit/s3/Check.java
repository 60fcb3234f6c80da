package dev.davit.s3;

import dev.davit.core.model.DigestAlgorithm;
import java.util.Locale;

/** How a service can check the bytes of a request. */
enum Check {
  CRC64_NVME(DigestAlgorithm.CRC64_NVME, "x-amz-checksum-crc64nvme", "CRC64NVME"),
  CRC32C(DigestAlgorithm.CRC32C, "x-amz-checksum-crc32c", "CRC32C"),
  SHA256(DigestAlgorithm.SHA256, "x-amz-checksum-sha256", "SHA256"),
  MD5(DigestAlgorithm.MD5, "content-md5", "");

  private final DigestAlgorithm algorithm;
  private final String header;
  private final String s3Name;

  Check(DigestAlgorithm algorithm, String header, String s3Name) {
    this.algorithm = algorithm;
    this.header = header;
    this.s3Name = s3Name;
  }

  DigestAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the header that carries it in the request and, but for MD5, in the answer. */
  String header() {
    return header;
  }

  /** Returns the name in x-amz-checksum-algorithm; empty for MD5. */
  String s3Name() {
    return s3Name;
  }

  boolean returned() {
    return this != MD5;
  }

  static Check of(String setting) {
    return valueOf(setting.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
