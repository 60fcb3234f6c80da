package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several settings wins, and what is said of wrong ones. */
class PrecedenceTest {
  private static final int BUILT_IN = 0; // no number

  @TempDir Path folder;
  private Path below;

  @BeforeEach
  void makeFolders() throws IOException {
    below = Files.createDirectories(folder.resolve("project/below"));
  }

  /** Each row has one setting less than the one before it. */
  @ParameterizedTest
  @CsvSource({
    "typed environment env-file job, typed",
    "environment env-file job, environment",
    "env-file job, env-file",
    "job, job",
    "none, built-in"
  })
  void theStrongestWins(String set, String winner) throws IOException {
    Map<String, String> values =
        Map.of("typed", "1", "environment", "2", "env-file", "3", "job", "4", "built-in", "0");
    StringBuilder toml =
        new StringBuilder("[jobs.nightly]\nsource = \"s\"\ndestination = \"local:d\"\n");
    if (set.contains("job")) {
      toml.append("transfers = 4\n");
    }
    Files.writeString(folder.resolve("project/davit.toml"), toml);
    if (set.contains("env-file")) {
      Files.writeString(folder.resolve("project/.env"), "export DAVIT_TRANSFERS=\"3\"\n");
    }
    Map<String, String> environment = new HashMap<>();
    if (set.contains("environment")) {
      environment.put("DAVIT_TRANSFERS", "2");
    }
    Configuration configuration = new Configuration(below, environment, folder);
    List<String> typed = set.contains("typed") ? List.of("--transfers=1") : List.of();
    assertThat(transfers(configuration, typed)).isEqualTo(Integer.parseInt(values.get(winner)));
  }

  private static int transfers(Configuration configuration, List<String> typed) {
    var davit = CommandLines.davit(configuration);
    int[] transfers = new int[1];
    var up = davit.getSubcommands().get("up");
    List<String> line =
        new JobArguments(configuration, up.getCommandSpec())
            .of(configuration.job("nightly").orElseThrow(), typed);
    Completing completing = new Completing(configuration);
    davit.setExecutionStrategy(parsed ->
        completing.execute(
            parsed,
            again -> {
              UpCommand command = up.getCommand();
              transfers[0] = command.orders().upload().build().transfers().orElse(BUILT_IN);
              return 0;
            }));
    assertThat(davit.execute(line.toArray(String[]::new))).isZero();
    return transfers[0];
  }

  @Test
  void theNearestFileWinsByName() throws IOException {
    Path user = Files.createDirectories(folder.resolve(".config/davit"));
    Files.writeString(
        user.resolve("davit.toml"),
        "[destinations.one]\nurl = \"s3://user/x\"\n[destinations.two]\nurl = \"s3://two/y\"\n");
    Files.writeString(
        folder.resolve("project/davit.toml"),
        "[destinations.one]\nurl = \"s3://project/x\"\nregion = \"r\"\nca-file = \"ca.pem\"\n");
    Configuration configuration =
        new Configuration(below, Map.of("DAVIT_S3_REGION", "from-variable"), folder);
    var one = TargetOptions.target(configuration, "one:more", Map.of());
    assertThat(one.destination()).hasToString("s3://project/x/more");
    assertThat(one.values())
        .containsEntry("region", "from-variable")
        .containsEntry("ca-file", folder.resolve("project/ca.pem").toString());
    assertThat(one.settings().get("region").origin()).isEqualTo("DAVIT_S3_REGION");
    var typed = TargetOptions.target(configuration, "one:", Map.of("region", "typed"));
    assertThat(typed.values()).containsEntry("region", "typed");
    assertThat(TargetOptions.target(configuration, "two:", Map.of()).destination())
        .hasToString("s3://two/y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[destnations.x] | :1: there is no setting \"destnations\"; did you mean \"destinations\"?",
        "[destinations.x]\\nregion=1 | :1: the destination \"x1\" has no url",
        "jobs = 3 | :1: \"jobs\" holds tables: write [jobs.NAME]",
        "[jobs]\\nx1 = 3 | :2: write [jobs.x1] and its settings below it",
        "[jobs.j]\\nsource = [1.5, {a=1}] | :2: \"source\" must be a text, a number",
        "[jobs.j]\\nexlude = 'x' | :2: there is no setting \"exlude\"; did you mean \"exclude\"?",
        "[jobs.j]\\nsource = 'x' | :1: the job \"j1\" needs a source and a destination",
        "[jobs.j]\\nsteps = 3 | :2: write [[jobs.j1.steps]] above each step of the job",
        "[jobs.j]\\nsteps = [] | :2: write [[jobs.j1.steps]] above each step of the job",
        "[jobs.j]\\nsteps = [{source='x'}, 1] | :2: write [[jobs.j1.steps]] above each step",
        "[jobs.j]\\nsteps = [{source='x', destinatoin='y'}] | :2: there is no setting \"destinatoin\"; did",
        "[jobs.j]\\nsteps = [{source='x'}] | :2: the job \"j1\" needs a source and a destination",
        "[destinations.x]\\nsteps = [{a=1}] | :2: \"steps\" must be a text, a number",
        "[jobs.j | :1:",
      })
  void aWrongFileIsToldWithItsLine(String toml, String sentence) throws IOException {
    Files.writeString(
        below.resolve("davit.toml"),
        toml.replace("\\n", "\n").replace("jobs.j]", "jobs.j1]").replace("s.x]", "s.x1]"));
    Typed typed = new Typed(below);
    Typed.Ended ended =
        toml.contains("destinations.x") ? typed.run("ls", "x1:") : typed.run("run", "j1");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err())
        .startsWith("davit: " + below.resolve("davit.toml") + sentence)
        .hasLineCount(1);
  }

  @Test
  void aWrongSettingIsToldWithItsLine() throws IOException {
    Files.writeString(
        below.resolve("davit.toml"), "[destinations.x1]\nurl = \"s3://b\"\npart-sise = \"8M\"\n");
    Typed.Ended ended = new Typed(below).run("ls", "x1:");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err())
        .contains("does not know the setting \"part-sise\"; did you mean \"part-size\"?")
        .contains("(set in " + below.resolve("davit.toml") + ":3)");
  }

  @Test
  void aWrongVariableIsToldByItsName() {
    Typed.Ended ended = new Typed(below).with("DAVIT_TRANSFERS", "many").run("up", "a", "local:b");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err()).startsWith("davit: DAVIT_TRANSFERS: ").contains("many").hasLineCount(1);
  }

  @Test
  void aNameThatNobodyHasIsNearAnother() throws IOException {
    Files.writeString(below.resolve("davit.toml"), "[destinations.store]\nurl = \"local:x\"\n");
    assertThat(new Typed(below).run("ls", "stoer:").err()).contains("did you mean store:?");
  }
}
