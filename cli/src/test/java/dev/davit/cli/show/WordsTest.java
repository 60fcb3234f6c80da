package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void sizesHaveThreeDigitsAndTheUnitThatFits() {
    assertThat(Words.bytes(0)).isEqualTo("0 B");
    assertThat(Words.bytes(1023)).isEqualTo("1023 B");
    assertThat(Words.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Words.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Words.bytes(120L << 20)).isEqualTo("120 MiB");
    assertThat(Words.bytes((1L << 20) - 1)).isEqualTo("1.0 MiB");
    assertThat(Words.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }

  @Test
  void spansAreAsExactAsTheyNeedToBe() {
    assertThat(Words.span(Duration.ofMillis(420))).isEqualTo("0.4 s");
    assertThat(Words.span(Duration.ofSeconds(12))).isEqualTo("12 s");
    assertThat(Words.span(Duration.ofSeconds(123))).isEqualTo("2 min 3 s");
    assertThat(Words.span(Duration.ofSeconds(3_900))).isEqualTo("1 h 5 min");
  }

  @Test
  void oneIsSingular() {
    assertThat(Words.count(1, "file")).isEqualTo("1 file");
    assertThat(Words.count(1_234, "file")).isEqualTo("1,234 files");
  }
}
