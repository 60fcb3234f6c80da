package dev.davit.registrar.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** More words than the specification's examples, over the same files in the same turn. */
class UtterancesTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void open() {
    fixture = Fixture.example(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = {"utterances.txt", "utterances-combined.txt"},
      delimiter = '|')
  void wordsMean(String words, String meaning) {
    assertThat(fixture.say(words, ResolveContext.atTurn(7))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          这个文件   | ok P6
          这些文件   | ok P6 P5
          那个文件   | ok P6
          之前的文件 | ok P5 P4 P3 P2 P1
          """)
  void withoutATurnTheNewestFileIsInFocus(String words, String meaning) {
    assertThat(fixture.say(words, ResolveContext.unknown())).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          這個文件 | zh-CN | ok P6
          這個文件 | zh-TW | ok P1
          這個文件 | und   | ok P1
          这个文件 | zh-TW | ok P1
          这个文件 | und   | ok P6
          這個檔案 | zh-TW | ok P6
          這個檔案 | en    | ok P6
          """)
  void inTaiwanAnotherWordIsFile(String words, String locale, String meaning) {
    ResolveContext context = ResolveContext.atTurn(7).in(Locale.forLanguageTag(locale));
    assertThat(fixture.say(words, context)).isEqualTo(meaning);
  }
}
