package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumKindTest {
  @ParameterizedTest
  @CsvSource({
    "CRC32, cbf43926",
    "CRC32C, e3069283",
    "CRC64NVME, ae8b14860a799888",
    "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
  })
  void theCheckValuesOfTheCataloguesCome(ChecksumKind kind, String hex) {
    byte[] value = kind.of("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(value)).isEqualTo(hex);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void twoPiecesJoinToTheWhole(ChecksumKind kind) {
    byte[] bytes = new byte[100_000];
    new Random(7).nextBytes(bytes);
    for (int cut : new int[] {0, 1, 7, 4096, 99_999, 100_000}) {
      byte[] first = kind.of(Arrays.copyOf(bytes, cut));
      byte[] second = kind.of(Arrays.copyOfRange(bytes, cut, bytes.length));
      assertThat(kind.joined(first, second, bytes.length - cut)).isEqualTo(kind.of(bytes));
    }
  }

  @Test
  void hashesDoNotJoin() {
    assertThat(ChecksumKind.SHA1.joins()).isFalse();
    assertThat(ChecksumKind.SHA256.joins()).isFalse();
  }
}
