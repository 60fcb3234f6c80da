package dev.davit.core.support;

import java.util.function.Supplier;

/** What a CRC of 64 bits needs to know of its polynomial. */
final class Crc64Tables {
  static final Crc64Tables ECMA = new Crc64Tables(CrcPolynomial.CRC64_ECMA, Crc64EcmaFolding::new);
  static final Crc64Tables NVME = new Crc64Tables(CrcPolynomial.CRC64_NVME, Crc64NvmeFolding::new);

  private static final int SLICES = 16;

  /** Register after byte b and then k zero bytes, at 256 * k + b. */
  final long[] slices = new long[SLICES << Byte.SIZE];

  final Supplier<Crc64Folding> folding;

  private Crc64Tables(CrcPolynomial polynomial, Supplier<Crc64Folding> folding) {
    this.folding = folding;
    for (int b = 0; b < 1 << Byte.SIZE; b++) {
      long crc = b;
      for (int i = 0; i < Byte.SIZE; i++) {
        crc = polynomial.timesX(crc);
      }
      slices[b] = crc;
    }
    for (int i = 1 << Byte.SIZE; i < slices.length; i++) {
      long crc = slices[i - (1 << Byte.SIZE)];
      slices[i] = crc >>> Byte.SIZE ^ slices[(int) crc & 0xff];
    }
  }
}
