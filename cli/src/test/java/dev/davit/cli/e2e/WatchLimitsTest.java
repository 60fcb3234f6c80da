package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch for which the kernel has no room: in a user's namespace of its own, with a limit. */
@Timeout(120)
class WatchLimitsTest {
  @TempDir Path folder;

  @Test
  void theLimitIsExplainedAndTheWatchGoesOn() throws Exception {
    assumeTrue(namespaces(), "no namespaces for users here");
    for (int i = 0; i < 30; i++) {
      Path inner = Files.createDirectories(folder.resolve("source/folder-" + i));
      Files.writeString(inner.resolve("file"), "text " + i);
    }
    Process process = start();
    try {
      await("files beyond the limit", process, () -> count() == 30);
      await("the advice", process, () -> said().contains("sysctl fs.inotify.max_user_watches="));
      Files.writeString(folder.resolve("source/new"), "new");
      await("a change within the limit", process, () -> count() == 31);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(said().lines().filter(line -> line.contains("sysctl"))).hasSize(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean namespaces() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  "unshare", "-Ur", "sh", "-c", "[ -w /proc/sys/user/max_inotify_watches ]")
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    String limit = "echo 10 > /proc/sys/user/max_inotify_watches && exec \"$@\"";
    command.addAll(List.of("unshare", "-Ur", "sh", "-c", limit, "sh"));
    command.addAll(
        Commands.davit(
            "watch",
            "--settle",
            "100ms",
            "--state-dir",
            folder.resolve("state").toString(),
            folder.resolve("source").toString(),
            "local:" + folder.resolve("target")));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private long count() throws IOException {
    Path target = folder.resolve("target");
    if (!Files.exists(target)) {
      return 0;
    }
    try (var walk = Files.walk(target)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !target.relativize(file).toString().startsWith("."))
          .count();
    }
  }

  private void await(String what, Process process, Callable<Boolean> condition) throws Exception {
    Instant until = Instant.now().plusSeconds(60);
    while (!condition.call()) {
      assertThat(process.isAlive()).as("%s: %s", what, said()).isTrue();
      assertThat(Instant.now()).as("%s: %s", what, said()).isBefore(until);
      Thread.sleep(50);
    }
  }
}
