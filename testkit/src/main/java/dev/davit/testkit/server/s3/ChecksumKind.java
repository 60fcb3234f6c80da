package dev.davit.testkit.server.s3;

import dev.davit.core.support.Crc64;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The additional checksums of S3. */
enum ChecksumKind {
  CRC32(32, 0xEDB8_8320L),
  CRC32C(32, 0x82F6_3B78L),
  CRC64NVME(64, 0x9A6C_9329_AC4B_C9B5L),
  SHA1(160, 0),
  SHA256(256, 0);

  private final int bits;
  private final long polynomial;
  private final String label;

  ChecksumKind(int bits, long polynomial) {
    this.bits = bits;
    this.polynomial = polynomial;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** A checksum being computed. */
  interface Running {
    void update(byte[] bytes, int offset, int length);

    byte[] value();
  }

  static Optional<ChecksumKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the name in lower case. */
  String label() {
    return label;
  }

  String header() {
    return "x-amz-checksum-" + label;
  }

  String element() {
    return "Checksum" + name();
  }

  int length() {
    return bits / Byte.SIZE;
  }

  boolean joins() {
    return polynomial != 0;
  }

  Running start() {
    return switch (this) {
      case CRC32 -> of(new CRC32());
      case CRC32C -> of(new CRC32C());
      case CRC64NVME -> of(Crc64.nvme());
      case SHA1 -> of(SigV4.digest("SHA-1"));
      case SHA256 -> of(SigV4.digest("SHA-256"));
    };
  }

  byte[] of(byte[] bytes) {
    Running running = start();
    running.update(bytes, 0, bytes.length);
    return running.value();
  }

  /** Returns the checksum of two pieces from theirs. */
  byte[] joined(byte[] first, byte[] second, long secondLength) {
    return bigEndian(CrcMath.joined(polynomial, bits, number(first), number(second), secondLength));
  }

  private static long number(byte[] bigEndian) {
    long value = 0;
    for (byte b : bigEndian) {
      value = (value << Byte.SIZE) | (b & 0xff);
    }
    return value;
  }

  private byte[] bigEndian(long value) {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    return Arrays.copyOfRange(all, Long.BYTES - length(), Long.BYTES);
  }

  private Running of(Checksum checksum) {
    return new Running() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        checksum.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return bigEndian(checksum.getValue());
      }
    };
  }

  private static Running of(MessageDigest digest) {
    return new Running() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }
}
