package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.cli.ChildDavit.Ended;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.taskfile.TaskFileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real command between upload and registration, with the API down for a while: every file
 * is registered, at an API that knows what it has exactly once (P8). {@code
 * -Ddavit.kill.moments=30} tries more moments, {@code -Ddavit.seed=N} others.
 */
class RegistrationKillTest {
  private static final int MOMENTS = Integer.getInteger("davit.kill.moments", 2);
  private static final long SEED = Long.getLong("davit.seed", 20261121);
  private static final int FILES = 250;
  private static final int RUNS = 10;

  @TempDir Path temp;

  @Test
  void everyFileIsRegisteredOnceWhateverWasKilledWhen() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int afterUploads = 0;
    for (int i = 0; i < MOMENTS; i++) {
      Path folder = temp.resolve("moment-" + i);
      fill(folder.resolve("workspace"));
      ChildDavit davit = new ChildDavit(folder);
      boolean forgetful = i % 2 == 1;
      try (TaskFileServer server =
          forgetful ? TaskFileServer.startForgetful() : TaskFileServer.start()) {
        server.faults().on().delayBefore(Duration.ofMillis(40));
        server.faults().on().delayAfter(Duration.ofMillis(40));
        boolean down = random.nextBoolean();
        if (down) {
          server.server().stopListening();
        }
        String when = kill(davit, folder, server, random, down) + ", seed " + SEED;
        int told = server.asked().size();
        afterUploads += stored(folder) > 0 && told < FILES ? 1 : 0;
        Ended next = davit.run(up(server));
        assertThat(next.status()).as(when + ": " + next.err()).isEqualTo(down ? 7 : 0);
        server.server().resumeListening();
        int runs = finish(davit, server, when);
        assertOnce(server, forgetful, when);
        System.out.println(
            "moment " + i + ", " + when + ": " + told + " told before, " + runs + " more runs");
      }
    }
    assertThat(afterUploads).as("runs killed between upload and registration").isPositive();
  }

  /** Kills a run at some number of stored files, or of requests once all are stored. */
  private static String kill(
      ChildDavit davit, Path folder, TaskFileServer server, SplittableRandom random, boolean down)
      throws Exception {
    int stored = random.nextInt(2) == 0 ? random.nextInt(1, FILES) : FILES;
    int requests = stored < FILES || down ? 0 : random.nextInt(1, 4);
    int later = random.nextInt(60);
    Process process = davit.start(up(server));
    await(process, () -> stored(folder), stored);
    await(process, () -> server.server().counters().requests(Operation.REGISTER_FILES), requests);
    Thread.sleep(later);
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return String.format(
        "killed %d ms after %d files and %d requests, API %s",
        later, stored, requests, down ? "down" : "up");
  }

  private static void await(Process process, LongSupplier count, long target)
      throws InterruptedException {
    while (count.getAsLong() < target && process.isAlive()) {
      Thread.sleep(2);
    }
  }

  private static int finish(ChildDavit davit, TaskFileServer server, String when) {
    for (int run = 1; run <= RUNS; run++) {
      Ended ended = davit.run("register", "--retry", "--register-url=" + server.base());
      if (ended.status() == 0) {
        return run;
      }
    }
    throw new AssertionError(when + ": registrations still wait after " + RUNS + " runs");
  }

  private static void assertOnce(TaskFileServer server, boolean forgetful, String when) {
    Map<String, Integer> registered = server.registered();
    assertThat(registered).as(when).hasSize(FILES);
    if (!forgetful) {
      assertThat(registered.values()).as(when).containsOnly(1);
    }
    assertThat(server.surprises()).isEmpty();
  }

  private static String[] up(TaskFileServer server) {
    return new String[] {
      "up",
      "--quiet",
      "--lang=en",
      "--task-id=12345",
      "--register-url=" + server.base(),
      "workspace",
      "local:store"
    };
  }

  private static long stored(Path folder) {
    Path store = folder.resolve("store");
    if (!Files.exists(store)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(store)) {
      return files.filter(file -> file.getFileName().toString().startsWith("f")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void fill(Path workspace) throws IOException {
    Files.createDirectories(workspace);
    for (int i = 0; i < FILES; i++) {
      Files.writeString(workspace.resolve("f" + i), "content of " + i);
    }
  }
}
