package dev.davit.core.support;

import static dev.davit.core.model.DigestAlgorithm.CRC32C;
import static dev.davit.core.model.DigestAlgorithm.CRC64_ECMA;
import static dev.davit.core.model.DigestAlgorithm.MD5;
import static dev.davit.core.model.DigestAlgorithm.SHA256;
import static dev.davit.core.model.DigestAlgorithm.SHA256_BLOCKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DigestsTest {

  @ParameterizedTest
  @EnumSource(names = "CRC.*", mode = Mode.MATCH_ALL)
  void checksumsOfTwoPartsCombineToThatOfTheWhole(DigestAlgorithm algorithm) {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      byte[] whole = new byte[random.nextInt(3000)];
      random.nextBytes(whole);
      int cut = random.nextInt(whole.length + 1);
      assertThat(
              Digests.combine(
                  algorithm,
                  BitwiseCrc.of(algorithm, whole, 0, cut),
                  BitwiseCrc.of(algorithm, whole, cut, whole.length - cut),
                  whole.length - cut))
          .as("%d bytes cut at %d", whole.length, cut)
          .isEqualTo(BitwiseCrc.of(algorithm, whole));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CRC.*", mode = Mode.MATCH_ALL)
  void theOrderOfCombiningDoesNotMatter(DigestAlgorithm algorithm) {
    byte[] bytes = new byte[300_000];
    new Random(6).nextBytes(bytes);
    Digest a = Digests.of(algorithm, Arrays.copyOfRange(bytes, 0, 100_001));
    Digest b = Digests.of(algorithm, Arrays.copyOfRange(bytes, 100_001, 170_000));
    Digest c = Digests.of(algorithm, Arrays.copyOfRange(bytes, 170_000, 300_000));
    Digest leftFirst =
        Digests.combine(algorithm, Digests.combine(algorithm, a, b, 69_999), c, 130_000);
    Digest rightFirst =
        Digests.combine(algorithm, a, Digests.combine(algorithm, b, c, 130_000), 199_999);
    assertThat(leftFirst).isEqualTo(rightFirst).isEqualTo(Digests.of(algorithm, bytes));
  }

  @ParameterizedTest
  @EnumSource(names = "CRC.*", mode = Mode.MATCH_ALL)
  void nothingIsNeutral(DigestAlgorithm algorithm) {
    Digest nothing = Digests.of(algorithm, new byte[0]);
    Digest some = Digests.of(algorithm, new byte[] {1, 2, 3});
    assertThat(Digests.combine(algorithm, nothing, some, 3)).isEqualTo(some);
    assertThat(Digests.combine(algorithm, some, nothing, 0)).isEqualTo(some);
  }

  @ParameterizedTest
  @EnumSource(names = "CRC.*", mode = Mode.MATCH_ALL)
  void lengthsThatNobodyReadsCombine(DigestAlgorithm algorithm) {
    Digest head = Digests.of(algorithm, new byte[] {7});
    Digest zeros = Digests.of(algorithm, new byte[1]);
    Digest inSteps = Digests.combine(algorithm, head, zeros, 1);
    for (int power = 0; power < 61; power++) {
      inSteps = Digests.combine(algorithm, inSteps, zeros, 1L << power);
      zeros = Digests.combine(algorithm, zeros, zeros, 1L << power);
    }
    // 1 + 1 + 2 + ... + 2^60 zero bytes came one after the other, and 2^61 at once.
    assertThat(Digests.combine(algorithm, head, zeros, 1L << 61)).isEqualTo(inSteps);
  }

  @Test
  void onlyDigestsOfOneCombinableAlgorithmCombine() {
    Digest crc32c = Digests.of(CRC32C, new byte[1]);
    Digest crc64 = Digests.of(CRC64_ECMA, new byte[1]);
    Digest md5 = Digests.of(MD5, new byte[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digests.combine(CRC32C, crc32c, crc64, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digests.combine(CRC32C, crc64, crc32c, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digests.combine(MD5, md5, md5, 1))
        .withMessageContaining("not combinable");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digests.combine(CRC32C, crc32c, crc32c, -1))
        .withMessageContaining("-1");
  }

  @ParameterizedTest
  @EnumSource
  void theModelNamesAsCombinableWhatCombines(DigestAlgorithm algorithm) {
    Digest digest = Digests.of(algorithm, new byte[1]);
    if (algorithm.combinable()) {
      assertThat(Digests.combine(algorithm, digest, digest, 1))
          .isEqualTo(Digests.of(algorithm, new byte[2]));
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Digests.combine(algorithm, digest, digest, 1));
    }
  }

  @Test
  void contentLongerThanABlockIsIdentifiedByItsBlocks() {
    assertThat(Digests.identityAlgorithm(0)).isEqualTo(SHA256);
    assertThat(Digests.identityAlgorithm(8 << 20)).isEqualTo(SHA256);
    assertThat(Digests.identityAlgorithm((8 << 20) + 1)).isEqualTo(SHA256_BLOCKS);
  }
}
