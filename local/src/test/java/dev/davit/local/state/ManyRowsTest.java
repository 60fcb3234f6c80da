package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Entry;
import dev.davit.core.model.Entry.Failure;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Checkpoint.EntryCursor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {
  private static final int OPERATIONS = 300_000;

  @TempDir private Path folder;

  private static RelativePath path(int number) {
    return RelativePath.of((number % 3 == 0 ? "é" : "e") + number % 100 + "/" + number);
  }

  private static Entry entry(int number, int attempts) {
    return Entry.failed(path(number), new Failure("", attempts, Instant.EPOCH));
  }

  /** The model is a map from paths to the attempts that were recorded last. */
  @Test
  void aWalkAgreesWithAMapAfterManyOperations() {
    Random random = new Random(9);
    Map<RelativePath, Integer> model = new TreeMap<>();
    Fixture fixture = new Fixture(folder);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      for (int attempts = 1; attempts <= OPERATIONS; attempts++) {
        int number = random.nextInt(OPERATIONS * 2);
        if (random.nextInt(10) == 0) {
          number = number / 10;
          checkpoint.forget(path(number));
          model.remove(path(number));
        } else {
          checkpoint.record(entry(number, attempts), List.of());
          model.put(path(number), attempts);
        }
      }
      assertThat(model).hasSizeGreaterThan(200_000);
      compare(checkpoint, model);
    }
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      compare(checkpoint, model);
    }
  }

  private static void compare(SqliteCheckpoint checkpoint, Map<RelativePath, Integer> model) {
    Map<RelativePath, Boolean> asked = new TreeMap<>();
    for (int number = 0; number < OPERATIONS * 2; number += 7) {
      asked.put(path(number), true);
    }
    model.keySet().forEach(path -> asked.put(path, true));
    int wrong = 0;
    try (EntryCursor cursor = checkpoint.entries()) {
      for (RelativePath path : asked.keySet()) {
        int found = cursor.seek(path).flatMap(Entry::failure).map(Failure::attempts).orElse(0);
        if (found != model.getOrDefault(path, 0)) {
          wrong++;
        }
      }
    }
    assertThat(wrong).isZero();
  }
}
