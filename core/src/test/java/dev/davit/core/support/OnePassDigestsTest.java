package dev.davit.core.support;

import static dev.davit.core.model.DigestAlgorithm.CRC64_ECMA;
import static dev.davit.core.model.DigestAlgorithm.MD5;
import static dev.davit.core.model.DigestAlgorithm.SHA256;
import static dev.davit.core.model.DigestAlgorithm.SHA256_BLOCKS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnePassDigestsTest {

  private static final Set<DigestAlgorithm> ALL = EnumSet.allOf(DigestAlgorithm.class);

  @ParameterizedTest
  @CsvSource({
    "MD5, '', d41d8cd98f00b204e9800998ecf8427e",
    "MD5, a, 0cc175b9c0f1b6a831c399e269772661",
    "MD5, abc, 900150983cd24fb0d6963f7d28e17f72",
    "MD5, message digest, f96b697d7cb7938d525a2f31aaf161d0",
    "MD5, abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b",
    "MD5, ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,"
        + " d174ab98d277d9f5a5611c2c9f419d9f",
    "MD5, 12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
        + " 57edf4a22be3c955ac49da2e2107b67a",
    "SHA1, '', da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "SHA1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA1, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + " 84983e441c3bd26ebaae4aa1f95129e5e54670f1",
    "SHA256, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "SHA256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "SHA256, abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + " 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    "SHA256_BLOCKS, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "SHA256_BLOCKS, abc, 4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358",
    "CRC32C, '', 00000000",
    "CRC32C, 123456789, e3069283",
    "CRC64_ECMA, '', 0000000000000000",
    "CRC64_ECMA, 123456789, 995dc9bbdf1939fa",
    "CRC64_NVME, '', 0000000000000000",
    "CRC64_NVME, 123456789, ae8b14860a799888",
  })
  void thePublishedValuesAreMade(DigestAlgorithm algorithm, String content, String hex) {
    assertThat(Digests.of(algorithm, content.getBytes(US_ASCII)).hex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1, 34aa973cd4c4daa4f61eeb2bdbad27316534016f",
    "SHA256, cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  })
  void aMillionTimesTheLetterAIsAsPublished(DigestAlgorithm algorithm, String hex) {
    assertThat(Digests.of(algorithm, "a".repeat(1_000_000).getBytes(US_ASCII)).hex())
        .isEqualTo(hex);
  }

  /** RFC 3720, B.4; it prints the bytes as they travel, lowest first. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000, 8a9136aa",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 62a8ab43",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 46dd794e",
    "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 113fdb5c",
    "01c00000000000000000000000000000140000000000040000000014000000182800000000000000"
        + "0200000000000000, d9963a56",
  })
  void theExamplesOfIscsiAreMade(String content, String hex) {
    assertThat(Digests.of(DigestAlgorithm.CRC32C, HexFormat.of().parseHex(content)).hex())
        .isEqualTo(hex);
  }

  @Test
  void everyShortLengthIsAsDefined() throws Exception {
    byte[] bytes = random(1, 620);
    for (int length = 0; length <= 600; length++) {
      int offset = length % 19;
      OnePassDigests digests = OnePassDigests.of(ALL);
      digests.update(bytes, offset, length);
      assertThat(digests.finish())
          .as("%d bytes at %d", length, offset)
          .isEqualTo(byDefinition(Arrays.copyOfRange(bytes, offset, offset + length)));
    }
  }

  @Test
  void theCutsBetweenUpdatesDoNotMatter() throws Exception {
    Random random = new Random(2);
    for (int round = 0; round < 12; round++) {
      byte[] bytes = random(round, random.nextInt(400_000));
      OnePassDigests digests = OnePassDigests.of(ALL);
      for (int done = 0; done < bytes.length; ) {
        int n = Math.min(bytes.length - done, random.nextInt(1 << 1 + random.nextInt(18)));
        switch (random.nextInt(4)) {
          case 0 -> digests.update(bytes, done, n);
          case 1 -> digests.update(ByteBuffer.wrap(bytes, done, n).slice());
          case 2 -> digests.update(ByteBuffer.wrap(bytes, done, n).asReadOnlyBuffer());
          default -> digests.update(ByteBuffer.allocateDirect(n).put(bytes, done, n).flip());
        }
        done += n;
        assertThat(digests.length()).isEqualTo(done);
      }
      assertThat(digests.finish()).isEqualTo(byDefinition(bytes));
    }
  }

  @Test
  void severalBlocksAreListed() throws Exception {
    for (int length : new int[] {(8 << 20) - 1, 8 << 20, (8 << 20) + 1, (16 << 20) + 12_345}) {
      byte[] bytes = random(length, length);
      assertThat(Digests.of(SHA256_BLOCKS, bytes)).isEqualTo(blocksByDefinition(bytes));
    }
  }

  @Test
  void aBufferIsReadToItsLimit() {
    for (ByteBuffer buffer :
        new ByteBuffer[] {ByteBuffer.allocate(99), ByteBuffer.allocateDirect(99)}) {
      buffer.position(9).limit(50);
      OnePassDigests digests = OnePassDigests.of(MD5);
      digests.update(buffer);
      assertThat(buffer.position()).isEqualTo(50);
      assertThat(digests.length()).isEqualTo(41);
      assertThat(digests.digest(MD5)).isEqualTo(Digests.of(MD5, new byte[41]));
    }
  }

  @Test
  void digestsComeInTheOrderOfTheirDeclarationAndAreNotChanged() {
    Map<DigestAlgorithm, Digest> digests =
        OnePassDigests.of(CRC64_ECMA, SHA256, MD5, SHA256).finish();
    assertThat(digests.keySet()).containsExactly(MD5, SHA256, CRC64_ECMA);
    assertThatThrownBy(digests::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void noAlgorithmsStillCountBytes() {
    OnePassDigests digests = OnePassDigests.of(Set.of());
    digests.update(new byte[5], 0, 5);
    assertThat(digests.finish()).isEmpty();
    assertThat(digests.length()).isEqualTo(5);
  }

  @Test
  void onceFinishedTheAnswerStaysAndUpdatesAreRefused() {
    OnePassDigests digests = OnePassDigests.of(ALL);
    digests.update(new byte[1000], 0, 1000);
    Map<DigestAlgorithm, Digest> first = Map.copyOf(digests.finish());
    assertThatIllegalStateException().isThrownBy(() -> digests.update(new byte[1], 0, 1));
    assertThatIllegalStateException().isThrownBy(() -> digests.update(ByteBuffer.allocate(1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> digests.update(ByteBuffer.allocateDirect(1)));
    assertThat(digests.finish()).isEqualTo(first).hasSize(ALL.size());
    assertThat(digests.length()).isEqualTo(1000);
  }

  @Test
  void aDigestThatWasNotBegunIsRefused() {
    OnePassDigests digests = OnePassDigests.of(MD5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> digests.digest(SHA256))
        .withMessageContaining("SHA256")
        .withMessageContaining("MD5");
  }

  @Test
  void aRangeOutsideTheArrayIsRefusedAndNothingIsFed() {
    OnePassDigests digests = OnePassDigests.of(MD5);
    assertThatThrownBy(() -> digests.update(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(digests.length()).isZero();
    assertThat(digests.digest(MD5)).isEqualTo(Digests.of(MD5, new byte[0]));
  }

  @Test
  void whateverPassesAStreamIsFed() throws Exception {
    byte[] bytes = random(7, 300_000);
    OnePassDigests digests = OnePassDigests.of(ALL);
    try (InputStream in = digests.wrap(new ByteArrayInputStream(bytes))) {
      assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
      in.skipNBytes(100_000);
      assertThat(in.skip(-1)).isZero();
      assertThat(in.readNBytes(50_000)).hasSize(50_000);
      assertThat(digests.length()).isEqualTo(150_001);
      in.transferTo(OutputStream.nullOutputStream());
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[1])).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
    }
    assertThat(digests.finish()).isEqualTo(byDefinition(bytes));
    assertThat(digests.length()).isEqualTo(300_000);
  }

  @Test
  void aStreamCannotBeRewound() throws IOException {
    try (InputStream in = OnePassDigests.of(MD5).wrap(new ByteArrayInputStream(new byte[9]))) {
      assertThat(in.markSupported()).isFalse();
      in.mark(9);
      in.readNBytes(3);
      assertThatThrownBy(in::reset).isInstanceOf(IOException.class);
    }
  }

  private static Map<DigestAlgorithm, Digest> byDefinition(byte[] bytes) throws Exception {
    Map<DigestAlgorithm, Digest> digests = new EnumMap<>(DigestAlgorithm.class);
    for (DigestAlgorithm algorithm : ALL) {
      digests.put(
          algorithm,
          switch (algorithm) {
            case MD5 -> jdk(algorithm, "MD5", bytes);
            case SHA1 -> jdk(algorithm, "SHA-1", bytes);
            case SHA256 -> jdk(algorithm, "SHA-256", bytes);
            case SHA256_BLOCKS -> blocksByDefinition(bytes);
            case CRC32C, CRC64_ECMA, CRC64_NVME -> BitwiseCrc.of(algorithm, bytes);
          });
    }
    return digests;
  }

  private static Digest jdk(DigestAlgorithm algorithm, String name, byte[] bytes) throws Exception {
    return new Digest(algorithm, MessageDigest.getInstance(name).digest(bytes));
  }

  static Digest blocksByDefinition(byte[] bytes) throws Exception {
    MessageDigest list = MessageDigest.getInstance("SHA-256");
    for (int offset = 0; offset < bytes.length; offset += 8 << 20) {
      MessageDigest block = MessageDigest.getInstance("SHA-256");
      block.update(bytes, offset, Math.min(8 << 20, bytes.length - offset));
      list.update(block.digest());
    }
    return new Digest(SHA256_BLOCKS, list.digest());
  }

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
