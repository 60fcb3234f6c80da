package dev.davit.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {

  /** 2026-01-05 was a Monday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10M                                 | 2026-01-05T00:00 | 10485760
          512k                                | 2026-01-05T12:00 | 524288
          512KiB                              | 2026-01-05T12:00 | 524288
          100b                                | 2026-01-05T12:00 | 100
          off                                 | 2026-01-05T12:00 | 0
          08:00,512k 12:00,10M 23:00,off      | 2026-01-05T08:00 | 524288
          08:00,512k 12:00,10M 23:00,off      | 2026-01-05T11:59 | 524288
          08:00,512k 12:00,10M 23:00,off      | 2026-01-05T12:00 | 10485760
          08:00,512k 12:00,10M 23:00,off      | 2026-01-05T23:30 | 0
          08:00,512k 12:00,10M 23:00,off      | 2026-01-06T07:59 | 0
          8:00,512k                           | 2026-01-05T07:59 | 524288
          Mon-08:00,1M Sat-00:00,off          | 2026-01-05T07:59 | 0
          Mon-08:00,1M Sat-00:00,off          | 2026-01-09T23:59 | 1048576
          Mon-08:00,1M Sat-00:00,off          | 2026-01-10T00:00 | 0
          """)
  void limitsHoldFromTheirTimeOn(String text, LocalDateTime time, long expected) {
    assertThat(Bandwidth.parse(text).at(time).orElse(0L)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "0k",
        "-1M",
        "10X",
        "fast",
        "25:00,1M",
        "08:00",
        "Foo-08:00,1M",
        "08:00,1M 08:00,2M",
        "08:00,1M,2M",
        "9999999999999T"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bandwidth.parse(text));
  }

  @Test
  void theMessageSaysHow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bandwidth.parse("512"))
        .withMessageContaining("512k, 10M or off");
  }
}
