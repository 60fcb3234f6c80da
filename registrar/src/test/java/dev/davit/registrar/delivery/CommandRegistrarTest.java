package dev.davit.registrar.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the user's own, with the system's shell as the program. */
@DisabledOnOs(OS.WINDOWS)
class CommandRegistrarTest {
  private static final String NASTY = "$(touch owned); 'a' \"b\" `id` \\ & |é";

  @TempDir Path folder;

  private static Registration upload(String path) {
    return Samples.registration(
        "command",
        path,
        "k/" + path,
        5,
        Map.of("source", "/data", "destination", "s3://bucket", "task_id", "7"));
  }

  private Result run(String script, Registration upload) throws InterruptedException {
    return run(Duration.ofSeconds(30), script, upload);
  }

  private Result run(Duration timeout, String script, Registration upload)
      throws InterruptedException {
    return new CommandRegistrar(List.of("sh", "-c", script, "hook", folder.toString()), timeout)
        .register(List.of(upload))
        .getFirst();
  }

  @Test
  void aFilesFactsAreInTheEnvironmentAndOnStandardInput() throws Exception {
    Result result =
        run(
            "cat > \"$1/in\"; printf '%s\\n' \"$UPLOADED_PATH\" \"$UPLOADED_FILE\" \"$UPLOADED_KEY\""
                + " \"$UPLOADED_SIZE\" \"$UPLOADED_DESTINATION\" \"$UPLOADED_AT\" > \"$1/env\"",
            upload(NASTY));

    assertThat(result).isEqualTo(new Result.Delivered());
    assertThat(Files.readAllLines(folder.resolve("env")))
        .containsExactly(
            NASTY, "/data/" + NASTY, "k/" + NASTY, "5", "s3://bucket", "2026-03-04T05:06:07Z");
    JsonNode json = new ObjectMapper().readTree(folder.resolve("in").toFile());
    assertThat(json.path("path").asText()).isEqualTo(NASTY);
    assertThat(json.path("attributes").path("task_id").asText()).isEqualTo("7");
    assertThat(folder.resolve("owned")).doesNotExist();
    assertThat(Path.of("owned")).doesNotExist();
  }

  @Test
  void aProgramThatFailsIsRunAgainLaterAndSaysWhy() throws Exception {
    assertThat(run("echo no room >&2; exit 3", upload("a")))
        .isEqualTo(
            new Result.Postponed("the command sh ended with exit code 3: no room", Duration.ZERO));
  }

  @Test
  void aProgramThatReadsNothingAndSaysMuchIsNotHeldUp() throws Exception {
    assertThat(run("head -c 1000000 /dev/zero | tr '\\0' x", upload("a")))
        .isEqualTo(new Result.Delivered());
  }

  @Test
  void aProgramThatHangsIsKilledWithItsChildren() throws Exception {
    Result result =
        run(Duration.ofSeconds(1), "sleep 300 & echo $! > \"$1/child\"; wait", upload("a"));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Postponed.class, late -> assertThat(late.error()).contains("after 1 s"));
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    for (int i = 0; i < 1000 && ProcessHandle.of(child).isPresent(); i++) {
      Thread.sleep(10);
    }
    assertThat(ProcessHandle.of(child)).isEmpty();
  }

  @Test
  void whatAProgramLeavesRunningIsNotWaitedFor() throws Exception {
    assertThat(run("sleep 20 & echo started", upload("a"))).isEqualTo(new Result.Delivered());
  }

  @Test
  void aProgramThatIsNotThereSaysSo() throws Exception {
    CommandRegistrar registrar =
        new CommandRegistrar(List.of("no-such-program"), Duration.ofSeconds(1));
    assertThat(registrar.register(List.of(upload("a"))).getFirst())
        .isInstanceOfSatisfying(
            Result.Postponed.class,
            result -> assertThat(result.error()).contains("no-such-program could not be run"));
    assertThat(CommandWords.runs("no-such-program", System.getenv("PATH"))).isFalse();
    assertThat(CommandWords.runs("sh", System.getenv("PATH"))).isTrue();
    assertThat(CommandWords.runs("/bin/sh", "")).isTrue();
    assertThat(CommandWords.runs("/bin", "")).isFalse();
  }

  @Test
  void itIsRunForOneFileAfterTheOther() throws Exception {
    CommandRegistrar registrar =
        new CommandRegistrar(
            List.of(
                "sh",
                "-c",
                "echo $UPLOADED_PATH >> \"$0\"; test $UPLOADED_PATH != b",
                folder + "/log"),
            Duration.ofSeconds(30));
    List<Result> results = registrar.register(List.of(upload("a"), upload("b"), upload("c")));
    assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("a", "b", "c");
    assertThat(results.get(0)).isInstanceOf(Result.Delivered.class);
    assertThat(results.get(1)).isInstanceOf(Result.Postponed.class);
    assertThat(results.get(2)).isInstanceOf(Result.Delivered.class);
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(CommandWords.of("  a 'b c' \"d \\\"e\\\" \\n\" f\\ g ''  h'i'\"j\" "))
        .containsExactly("a", "b c", "d \"e\" \\n", "f g", "", "hij");
    assertThat(CommandWords.of("notify $HOME *.txt | x"))
        .containsExactly("notify", "$HOME", "*.txt", "|", "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a 'b", "a \"b", "a \\"})
  void whatIsNoCommandIsRefused(String text) {
    assertThatThrownBy(() -> CommandWords.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
