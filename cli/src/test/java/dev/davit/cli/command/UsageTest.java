package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed wrongly is told in one sentence, before anything begins. */
class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --trasnfers 3 a local:b | there is no option --trasnfers; did you mean --transfers?",
        "up --exclde=x a local:b | there is no option --exclde; did you mean --exclude?",
        "up --zzzzzzzz a local:b | there is no option --zzzzzzzz",
        "upp a local:b | there is no verb \"upp\"; did you mean up?",
        "up | say what to send and where to: davit up SOURCE... DESTINATION",
        "up a | say where to send a, for example local:DIR",
        "up a /b | \"/b\" is not a destination; write scheme://NAME/PREFIX or local:DIR; did you"
            + " mean local:/b?",
        "up --transfers 0 a local:b | --transfers must be 1 to 4096, not 0",
        "up --transfers x a local:b | invalid value for --transfers: \"x\" is not a number",
        "up --min-size 3x a local:b | invalid value for --min-size: \"3x\" is not a size"
            + " such as 64M, 1G or 4096",
        "up --max-age soon a local:b | invalid value for --max-age: \"soon\" is not a"
            + " duration such as 30s, 5m, 2h or 7d",
        "up a local:b --transfers | --transfers needs a value",
        "up a local:b --transfers 1 --transfers 2 | --transfers is given twice",
        "up a local:b --lang fr | --lang knows en, zh-CN and zh-TW, not \"fr\"",
        "--lang=fr | --lang knows en, zh-CN and zh-TW, not \"fr\"",
        "up --quiet --verbose a local:b | --quiet and --verbose contradict each other",
        "up --report /nowhere/r.HTML a local:b | the report /nowhere/r.HTML cannot be written:"
            + " there is no folder /nowhere; choose another place",
        "up --report /nowhere/r.json a local:b | the report /nowhere/r.json cannot be written:"
            + " there is no folder /nowhere; choose another place",
        "up --log-file /nowhere/l.log a local:b | the log file /nowhere/l.log cannot be written:"
            + " there is no folder /nowhere; choose another place",
      })
  void theSentenceNamesItAndWhatToTry(String typed, String sentence) {
    StringWriter err = new StringWriter();
    int status =
        CommandLines.davit().setErr(new PrintWriter(err)).execute(typed.strip().split(" "));
    assertThat(err.toString().lines().findFirst()).hasValue("davit: " + sentence);
    assertThat(err.toString()).contains("--help\".");
    assertThat(status).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "access-key-secret",
    "secret",
    "SecretAccessKey",
    "session-token",
    "password",
    "api-key",
    "apikey",
    "private-key"
  })
  void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String name) {
    StringWriter err = new StringWriter();
    int status =
        CommandLines.davit()
            .setErr(new PrintWriter(err))
            .execute("up", "--setting", name + "=canary", "a", "local:b");
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("put it in a file").doesNotContain("canary");
  }

  @Test
  void nothingTypedShowsTheHelpAndIsNoSuccess() {
    StringWriter err = new StringWriter();
    assertThat(CommandLines.davit().setErr(new PrintWriter(err)).execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: davit VERB").contains("Examples:");
  }
}
