package dev.davit.core.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Crc64Test {

  private enum Kind {
    ECMA(DigestAlgorithm.CRC64_ECMA, Crc64::ecma),
    NVME(DigestAlgorithm.CRC64_NVME, Crc64::nvme);

    final DigestAlgorithm algorithm;
    final Supplier<Crc64> begin;

    Kind(DigestAlgorithm algorithm, Supplier<Crc64> begin) {
      this.algorithm = algorithm;
      this.begin = begin;
    }

    long bitwise(byte[] bytes, int offset, int length) {
      return BitwiseCrc.of(algorithm, bytes, offset, length).checksum();
    }
  }

  @Test
  void theCheckValuesOfTheCatalogueAreMade() {
    byte[] digits = "123456789".getBytes(US_ASCII);
    assertThat(whole(Crc64.ecma(), digits)).isEqualTo(0x995D_C9BB_DF19_39FAL);
    assertThat(whole(Crc64.nvme(), digits)).isEqualTo(0xAE8B_1486_0A79_9888L);
  }

  @Test
  void theTestCasesOfTheNvmeSpecificationAreMade() {
    assertThat(whole(Crc64.nvme(), filled(i -> 0))).isEqualTo(0x6482_D367_EB22_B64EL);
    assertThat(whole(Crc64.nvme(), filled(i -> 0xff))).isEqualTo(0xC0DD_BA73_02EC_A3ACL);
    assertThat(whole(Crc64.nvme(), filled(i -> i))).isEqualTo(0x3E72_9F5F_6750_449CL);
    assertThat(whole(Crc64.nvme(), filled(i -> 0xff - i))).isEqualTo(0x9A2D_F64B_8E9E_517EL);
  }

  @ParameterizedTest
  @EnumSource
  void nothingHasTheValueZero(Kind kind) {
    assertThat(kind.begin.get().getValue()).isZero();
    assertThat(whole(kind.begin.get(), new byte[0])).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyShortLengthAtEveryAlignmentIsAsDefined(Kind kind) {
    byte[] bytes = random(1, 620);
    for (int length = 0; length <= 600; length++) {
      int offset = length % 17;
      Crc64 crc = kind.begin.get();
      crc.update(bytes, offset, length);
      assertThat(crc.getValue())
          .as("%d bytes at %d", length, offset)
          .isEqualTo(kind.bitwise(bytes, offset, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLengthWhereFoldingBeginsAndWhereItsWindowIsFullIsAsDefined(Kind kind) {
    byte[] bytes = random(2, 64 << 10);
    int depth = kind == Kind.ECMA ? 289 * 8 : 283 * 8;
    for (int around : new int[] {Crc64Folding.MIN_LENGTH, depth + (16 << 10), depth + (32 << 10)}) {
      for (int length = around - 20; length <= around + 20; length++) {
        int offset = length % 13;
        Crc64 crc = kind.begin.get();
        crc.update(bytes, offset, length);
        assertThat(crc.getValue())
            .as("%d bytes at %d", length, offset)
            .isEqualTo(kind.bitwise(bytes, offset, length));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSingleBitAnywhereIsFolded(Kind kind) {
    byte[] bytes = new byte[24 << 10];
    for (int i = 0; i < bytes.length; i += 997) {
      bytes[i] = (byte) (1 << i % 8);
      assertThat(whole(kind.begin.get(), bytes))
          .as("bit in byte %d", i)
          .isEqualTo(kind.bitwise(bytes, 0, bytes.length));
      bytes[i] = 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCutsBetweenUpdatesDoNotMatter(Kind kind) {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      byte[] bytes = random(round, 100_000 + random.nextInt(100_000));
      Crc64 crc = kind.begin.get();
      for (int done = 0; done < bytes.length; ) {
        int n = Math.min(bytes.length - done, random.nextInt(1 << 4 + random.nextInt(14)));
        switch (random.nextInt(4)) {
          case 0 -> crc.update(bytes, done, n);
          case 1 -> crc.update(ByteBuffer.wrap(bytes, done, n).slice());
          case 2 -> crc.update(ByteBuffer.wrap(bytes, done, n).asReadOnlyBuffer());
          default -> crc.update(ByteBuffer.allocateDirect(n).put(bytes, done, n).flip());
        }
        done += n;
        if (done < bytes.length) {
          crc.update(bytes[done++]);
        }
      }
      assertThat(crc.getValue()).isEqualTo(kind.bitwise(bytes, 0, bytes.length));
    }
  }

  @Test
  void aBufferIsReadToItsLimit() {
    for (ByteBuffer buffer :
        new ByteBuffer[] {ByteBuffer.allocate(99), ByteBuffer.allocateDirect(99)}) {
      buffer.position(9).limit(50);
      Crc64 crc = Crc64.ecma();
      crc.update(buffer);
      assertThat(buffer.position()).isEqualTo(50);
      assertThat(crc.getValue()).isEqualTo(whole(Crc64.ecma(), new byte[41]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void resetBeginsAnew(Kind kind) {
    byte[] bytes = random(4, 30_000);
    Crc64 crc = kind.begin.get();
    long first = whole(crc, bytes);
    crc.reset();
    assertThat(crc.getValue()).isZero();
    assertThat(whole(crc, bytes)).isEqualTo(first).isNotZero();
  }

  @Test
  void aRangeOutsideTheArrayIsRefusedAndLeavesTheValue() {
    Crc64 crc = Crc64.ecma();
    assertThatThrownBy(() -> crc.update(new byte[8000], 1, 8000))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(crc.getValue()).isZero();
  }

  private static long whole(Crc64 crc, byte[] bytes) {
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] filled(IntUnaryOperator value) {
    byte[] bytes = new byte[4 << 10];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) value.applyAsInt(i);
    }
    return bytes;
  }
}
