package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.core.model.Credential;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second factor: a code, or the secret of one. */
class OneTimeCodeTest {
  /** The key of RFC 6238's appendix B, "12345678901234567890", in Base32. */
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @TempDir Path folder;

  /** The appendix has eight digits; six are its last six. */
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void codesAreThoseOfTheStandard(long second, String code) {
    Instant then = Instant.ofEpochSecond(second);
    assertThat(OneTimeCode.of(Secret.of(SECRET), then)).isEqualTo(code);
    assertThat(OneTimeCode.of(Secret.of("gezd gnbv-gy3t qojq gezd gnbv gy3t qojq="), then))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"123 456,123456", "a1b2c3d4,a1b2c3d4"})
  void aCodeIsSentAsItIs(String given, String sent) {
    assertThat(OneTimeCode.of(Secret.of(given), Instant.EPOCH)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789", "GEZDGNBVGY3TQOJ", "GEZDGNBVGY3TQOJ1", "no code at all"})
  void whatIsNeitherIsSaidToBeNeither(String text) {
    assertThatThrownBy(() -> OneTimeCode.of(Secret.of(text), Instant.EPOCH))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CLOUDDRIVE_TOTP is neither")
        .hasMessageNotContaining(text);
  }

  @ParameterizedTest
  @CsvSource({SECRET + ",true", "287082,true", "287083,false", ",false"})
  void aUserWithASecondFactorSignsInWithIt(String factor, boolean good) throws IOException {
    LoopbackOptions options = LoopbackOptions.defaults().withOneTimeCode("287082");
    Credential.KeyPair user = Credential.KeyPair.of("captain", Secret.of("aye"));
    Surroundings real = Surroundings.real();
    Clock then = Clock.fixed(Instant.ofEpochSecond(59), ZoneOffset.UTC);
    Surroundings at59 = new Surroundings(then, real.timer(), real.random(), real.tasks());
    try (LoopbackCloudDrive server = LoopbackCloudDrive.start(options, folder.resolve("server"));
        Storage storage =
            Stores.connect(
                server,
                folder,
                at59,
                factor == null ? user : user.withSessionToken(Secret.of(factor)))) {
      if (good) {
        assertThat(storage.find(ObjectKey.of("cloud/none"))).isEmpty();
      } else {
        assertThatThrownBy(() -> storage.find(ObjectKey.of("cloud/none")))
            .isInstanceOf(SettingsException.class)
            .hasMessageContaining("does not accept the user captain: wrong one-time code");
      }
    }
  }
}
