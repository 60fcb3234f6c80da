package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.testkit.kill.KillHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real command and sees whether it goes on (P5).
 *
 * <p>Here a few moments are tried. {@code -Ddavit.kill.points=all} tries every operation on the
 * state, {@code -Ddavit.kill.moments=100} so many random moments of the larger run, {@code
 * -Ddavit.seed=N} others.
 */
class KillTest {
  private static final String POINTS = System.getProperty("davit.kill.points", "6");
  private static final int MOMENTS = Integer.getInteger("davit.kill.moments", 2);
  private static final long SEED = Long.getLong("davit.seed", 20261121);
  private static final int TRANSFERS = 4;

  /**
   * More than a group of records that is not yet committed (some tens of milliseconds) can hold.
   */
  private static final int GROUP = 400;

  @TempDir Path temp;
  private Path source;
  private Path state;
  private Path store;
  private Path report;

  @BeforeEach
  void setUp() throws IOException {
    source = Files.createDirectories(temp.resolve("source"));
    state = temp.resolve("state");
    store = temp.resolve("store");
    report = temp.resolve("report.json");
  }

  @Test
  void aRunKilledBeforeAnyStateOperationIsFinishedByTheNext() throws Exception {
    Optional<KillHarness> harness = KillHarness.in(temp);
    assumeTrue(harness.isPresent(), "killing before exact operations needs Linux and gcc");
    fill(20, 40_000);
    KillHarness.Run whole = harness.get().count(up(), "/state/");
    assertThat(whole.exitCode()).as(whole.output()).isZero();
    assertThat(whole.operations()).isGreaterThan(10);
    for (long point : points(whole.operations())) {
      forget();
      KillHarness.Run killed = harness.get().killBefore(point, up(), "/state/");
      assertThat(killed.killed() || killed.exitCode() == 0).as(killed.output()).isTrue();
      goesOn("operation " + point, 20, 20);
    }
  }

  @Test
  void aRunKilledAtAnyMomentIsFinishedByTheNext() throws Exception {
    Optional<KillHarness> harness = KillHarness.in(temp);
    assumeTrue(harness.isPresent(), "needs Linux and gcc");
    fill(1_000, 20_000);
    long begin = System.nanoTime();
    KillHarness.Run whole = harness.get().killAfter(Duration.ofMinutes(5), up());
    assertThat(whole.exitCode()).as(whole.output()).isZero();
    long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < MOMENTS; i++) {
      forget();
      long moment = random.nextLong(200, Math.max(201, took));
      KillHarness.Run unused = harness.get().killAfter(Duration.ofMillis(moment), up());
      goesOn("after " + moment + " ms", 1_000, GROUP + TRANSFERS);
    }
  }

  private void goesOn(String when, int files, int mayBeSentAgain) throws Exception {
    long visible = nothingIsTorn(when);
    Process process = new ProcessBuilder(up()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(when + ": " + output).isZero();
    assertThat(output).as(when).doesNotContain("corrupt");
    assertThat(nothingIsTorn(when)).as(when + ": all there").isEqualTo(files);
    JsonNode summary = new ObjectMapper().readTree(report.toFile()).path("summary");
    long sent = summary.path("successful_uploads").asLong(-1);
    assertThat(sent - (files - visible))
        .as(when + ": sent again")
        .isBetween(0L, (long) mayBeSentAgain);
  }

  /** Compares every visible object with its source; returns how many there are. */
  private long nothingIsTorn(String when) throws IOException {
    if (!Files.exists(store)) {
      return 0;
    }
    try (Stream<Path> objects = Files.walk(store)) {
      return objects
          .filter(Files::isRegularFile)
          .filter(object -> !store.relativize(object).startsWith(".davit"))
          .peek(object -> assertThat(same(object)).as(when + ": " + object).isTrue())
          .count();
    }
  }

  private boolean same(Path object) {
    try {
      return Files.mismatch(object, source.resolve(store.relativize(object))) == -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(int files, int maxLength) throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < files; i++) {
      Path folder = Files.createDirectories(source.resolve("folder-" + i % 7));
      byte[] content = new byte[random.nextInt(maxLength)];
      random.nextBytes(content);
      Files.write(folder.resolve("file-" + i), content);
    }
  }

  private static List<Long> points(long operations) {
    if (POINTS.equals("all")) {
      return LongStream.rangeClosed(1, operations).boxed().toList();
    }
    List<Long> points = new ArrayList<>();
    new SplittableRandom(SEED)
        .longs(Long.parseLong(POINTS), 1, operations + 1)
        .distinct()
        .sorted()
        .forEach(points::add);
    return points;
  }

  private List<String> up() {
    return Commands.davit(
        "up",
        source.toString(),
        "local:" + store,
        "--quiet",
        "--transfers",
        Integer.toString(TRANSFERS),
        "--state-dir",
        state.toString(),
        "--report",
        report.toString());
  }

  private void forget() throws IOException {
    for (Path path : List.of(state, store)) {
      if (Files.exists(path)) {
        Files.walkFileTree(path, new Removing());
      }
    }
    Files.deleteIfExists(report);
  }

  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
