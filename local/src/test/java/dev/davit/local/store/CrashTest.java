package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ByteRange;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.UploadSession;
import dev.davit.core.spi.Tasks;
import dev.davit.testkit.Uploads;
import dev.davit.testkit.kill.KillHarness;
import dev.davit.testkit.kill.KillHarness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores is killed before each of its file operations in turn. */
class CrashTest {
  private static final List<String> OLDER = List.of("short", "long");

  @TempDir Path directory;

  @Test
  void aKillLeavesTheOlderObjectOrTheNewer() throws Exception {
    Optional<KillHarness> harness = KillHarness.in(directory);
    assumeTrue(harness.isPresent(), "needs Linux and gcc");
    long operations = run(harness.get(), 0).operations();
    assertTrue(operations > 50, () -> "only " + operations + " operations were seen");
    Tasks.Lane lane = Tasks.virtual().lane(Runtime.getRuntime().availableProcessors());
    try (Tasks.Scope scope = Tasks.virtual().scope()) {
      for (long i = 1; i <= operations; i++) {
        long n = i;
        scope.fork(
            lane,
            () -> {
              Run run = run(harness.get(), n);
              assertTrue(run.killed(), run::output);
            });
      }
      scope.join();
    }
  }

  private Run run(KillHarness harness, long operation) throws Exception {
    Path root = Files.createDirectory(directory.resolve("store-" + operation));
    for (String key : OLDER) {
      Files.write(root.resolve(key), older(key));
    }
    Run run = harness.killBefore(operation, StoreChild.command(root), root.toString());
    for (String key : StoreChild.KEYS) {
      check(root, key, run);
    }
    resume(root, run);
    for (String key : StoreChild.KEYS) {
      assertWhole(root, key);
    }
    return run;
  }

  private static byte[] older(String key) {
    return key.getBytes(UTF_8);
  }

  private static void check(Path root, String key, Run run) throws IOException {
    Path object = root.resolve(key);
    if (!Files.exists(object)) {
      assertTrue(!OLDER.contains(key), () -> key + " is lost");
      assertTrue(!run.output().contains("stored " + key), run::output);
      return;
    }
    byte[] there = Files.readAllBytes(object);
    boolean newer = Arrays.equals(StoreChild.content(key), there);
    boolean older = OLDER.contains(key) && Arrays.equals(older(key), there);
    assertTrue(newer || older, () -> key + " is torn: " + there.length + " bytes");
    assertTrue(newer || !run.output().contains("stored " + key), () -> key + " is older");
  }

  /** What the next run does: goes on with what began last, and stores the rest. */
  private static void resume(Path root, Run run) throws Exception {
    String key =
        StoreChild.KEYS.stream()
            .filter(stored -> !run.output().contains("stored " + stored))
            .findFirst()
            .orElse("");
    String[] tokens = run.output().split("token ", -1);
    try (LocalStorage storage = Stored.store(root)) {
      if (key.endsWith("long") && tokens.length > 1) {
        goOn(storage, root, key, tokens[tokens.length - 1].strip());
      }
      for (String each : StoreChild.KEYS) {
        Stored.put(storage, each, StoreChild.content(each));
      }
      assertEquals(
          StoreChild.KEYS.stream().sorted().toList(),
          Stored.list(storage).stream().sorted().toList());
    }
    if (Files.exists(root.resolve(".davit/uploads"))) {
      try (Stream<Path> left = Files.list(root.resolve(".davit/uploads"))) {
        // killed before the token was told: found by its age, not by its name
        assertTrue(left.count() <= 1);
      }
    }
  }

  private static void goOn(LocalStorage storage, Path root, String key, String token)
      throws Exception {
    byte[] content = StoreChild.content(key);
    UploadRequest request = Stored.request(key, content);
    long journaled = journaled(root, token);
    try (UploadSession session = storage.resume(request, new ResumeToken(token))) {
      List<ByteRange> sent = Uploads.supply(session, content);
      assertEquals(4 - journaled, sent.size(), "only what was not on disk is sent again");
      StoredObject receipt = session.complete();
      assertEquals(ObjectKey.of(key), receipt.key());
    } catch (Missing e) {
      assertWhole(root, key); // it was complete, only the answer is lost
    }
    assertWhole(root, key);
  }

  private static long journaled(Path root, String token) throws IOException {
    String id = token.substring(token.indexOf(' ') + 1);
    Path journal = root.resolve(".davit/uploads").resolve(id).resolve("journal");
    return Files.exists(journal)
        ? Files.readString(journal).lines().filter(line -> line.startsWith("part ")).count()
        : 0;
  }

  private static void assertWhole(Path root, String key) throws IOException {
    assertArrayEquals(StoreChild.content(key), Files.readAllBytes(root.resolve(key)), key);
  }
}
