package dev.davit.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has clients that others wrote talk to {@code davit mcp}: see {@code mcp/judge}. Needs node;
 * {@code -Djudge=all} has the inspector call every tool.
 */
class JudgeTest {
  private static final Path JUDGE = Path.of("../mcp/judge");

  @TempDir Path folder;

  @Test
  void clientsOfOthersGetAlongWithTheServer() throws Exception {
    assume("there is no node", run(List.of("node", "--version")));
    if (!Files.isDirectory(JUDGE.resolve("node_modules"))) {
      assume(
          "npm cannot fetch the clients",
          run(List.of("npm", "ci", "--ignore-scripts", "--silent")));
    }
    List<String> command = new ArrayList<>(List.of("node", "judge.mjs"));
    if ("all".equals(System.getProperty("judge"))) {
      command.add("--all");
    }
    assertThat(run(command)).as(said()).isZero();
    assertThat(said()).contains("checks hold");
  }

  private static void assume(String otherwise, int status) {
    if (status != 0) {
      System.err.println("JudgeTest is skipped: " + otherwise + ".");
    }
    Assumptions.assumeTrue(status == 0, otherwise);
  }

  private int run(List<String> command) throws InterruptedException, IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(JUDGE.toFile());
    builder.environment().put("DAVIT", JsonMapper.builder().build().writeValueAsString(davit()));
    builder.environment().put("LC_ALL", "C.UTF-8"); // as the launcher sees to
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return -1; // there is no such program
    }
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("hangs; it said: " + said());
    }
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private static List<String> davit() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dguice_bytecode_gen_option=DISABLED",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.davit.cli.Main");
  }
}
