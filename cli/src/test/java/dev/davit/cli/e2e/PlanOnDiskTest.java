package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.CheckSummary;
import dev.davit.core.usecase.Checked;
import dev.davit.core.usecase.Compare;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan of a real folder, with filters, is what the run then does, and leaves the state as it
 * was. Many more trees are in {@code PlanTest}, on a simulated disk.
 */
class PlanOnDiskTest {
  private static final int TREES = Integer.getInteger("davit.plan.folders", 12);
  private static final List<String> NAMES =
      List.of(
          "a.txt", "b.log", ".hidden", "deep/c.txt", "deep/d.log", "~lock.tmp", "deep/er/e", "f");

  @TempDir Path folder;

  @Test
  void thePlanIsWhatTheRunThenDoes() throws Exception {
    Davit davit = Davit.create();
    for (long seed = 1; seed <= TREES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Path root = Files.createDirectory(folder.resolve("tree" + seed));
      Path source = Files.createDirectory(root.resolve("source"));
      write(source, random, 6);
      Upload order = order(root, source, random);
      if (random.nextBoolean()) {
        assertThat(davit.upload(order).ok()).isTrue();
        write(source, random, 3);
      }
      List<String> before = names(root);
      Map<String, String> plan = new TreeMap<>();
      assertThat(davit.plan(order, listener(plan)).ok()).isTrue();
      assertThat(names(root)).as("seed %s", seed).isEqualTo(before);
      Map<String, String> run = new TreeMap<>();
      assertThat(davit.upload(order, listener(run)).ok()).isTrue();
      assertThat(run).as("seed %s", seed).isEqualTo(plan);
      CheckSummary check = davit.check(order, Compare.DIGEST, checked -> {});
      assertThat(check.count(Checked.Verdict.MISSING)).as("seed %s", seed).isZero();
      assertThat(check.count(Checked.Verdict.DIFFERENT)).as("seed %s", seed).isZero();
    }
  }

  private static void write(Path source, SplittableRandom random, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = source.resolve(NAMES.get(random.nextInt(NAMES.size())));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x".repeat(random.nextInt(5)));
    }
    if (random.nextInt(3) == 0) {
      Files.writeString(source.resolve(".davitignore"), "*.log\n");
    }
  }

  private static Upload order(Path root, Path source, SplittableRandom random) {
    SourceOptions.Builder filters = SourceOptions.builder();
    if (random.nextInt(3) == 0) {
      filters.takeAll();
    }
    if (random.nextInt(3) == 0) {
      filters.exclude(List.of("/deep/er/"));
    }
    return Upload.builder(List.of(source), Destination.parse("local:" + root.resolve("copy")))
        .sourceOptions(filters.build())
        .stateOptions(StateOptions.defaults().withDirectory(root.resolve("state")))
        .build();
  }

  private static EventListener listener(Map<String, String> fates) {
    return event -> {
      if (event instanceof Event.FileFinished(Outcome outcome)) {
        fates.put(
            outcome.path().value(),
            switch (outcome) {
              case Outcome.Planned p -> "sent " + p.why() + " " + p.length();
              case Outcome.Stored s -> "sent " + s.why() + " " + s.length();
              case Outcome.Skipped s -> "skipped " + s.reason() + " " + s.detail();
              case Outcome.Deferred d -> "deferred " + d.reason();
              case Outcome.Failed f -> "failed " + f.error();
            });
      }
    };
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return List.copyOf(new TreeSet<>(files.map(Path::toString).toList()));
    }
  }
}
