package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

  @ParameterizedTest
  @CsvSource({
    "0a, \\n",
    "0d, \\r",
    "09, \\t",
    "1b, \\x1b",
    "00, \\x00",
    "7f, \\x7f",
    "9b, \\x9b",
    "85, \\x85",
    "202e, \\u202e",
    "2066, \\u2066",
    "2069, \\u2069",
    "200f, \\u200f",
    "61c, \\u061c",
    "2028, \\u2028",
    "2029, \\u2029",
    "d800, \\ud800"
  })
  void whatMovesTheCursorOrTurnsTheTextIsEscaped(String hex, String expected) {
    String c = String.valueOf((char) Integer.parseInt(hex, 16));
    assertThat(SafeText.of("a" + c + "b")).isEqualTo("a" + expected + "b");
  }

  @Test
  void namesOfAllLanguagesAndEmojiStayAsTheyAre() {
    String text = "深い/naïve/👩\u200d🚀 שלום \\ C:\\x";
    assertThat(SafeText.of(text)).isEqualTo(text);
  }

  @Test
  void everyOffenderIsEscapedNotOnlyTheFirst() {
    assertThat(SafeText.of("\u001b[2J\u001b[31m😀\n")).isEqualTo("\\x1b[2J\\x1b[31m😀\\n");
  }
}
