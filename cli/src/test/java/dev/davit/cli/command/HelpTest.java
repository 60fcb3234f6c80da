package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.text.Language;
import dev.davit.cli.text.Say;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * Compares help with files that were looked at. After a deliberate change: {@code mvn -pl cli -am
 * test -Dtest=HelpTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=write}.
 */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/davit/cli/command");

  @AfterEach
  void speakEnglishAgain() {
    Say.in(Language.ENGLISH);
  }

  @ParameterizedTest
  @CsvSource({
    "ENGLISH, help.txt, --help",
    "ENGLISH, help-up.txt, up --help",
    "ENGLISH, help-up.txt, help up",
    "SIMPLIFIED_CHINESE, help.zh-CN.txt, --help",
    "SIMPLIFIED_CHINESE, help-up.zh-CN.txt, up --help",
    "TRADITIONAL_CHINESE, help-up.zh-TW.txt, help up",
  })
  void theHelpIsWhatWasAgreed(Language language, String file, String arguments) throws IOException {
    Say.in(language);
    StringWriter out = new StringWriter();
    CommandLine line = CommandLines.davit().setOut(new PrintWriter(out));
    assertThat(line.execute(arguments.split(" "))).isZero();
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN.resolve(file), out.toString());
    }
    assertThat(out.toString()).isEqualTo(Files.readString(GOLDEN.resolve(file)));
  }
}
