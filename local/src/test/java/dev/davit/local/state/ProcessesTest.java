package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  @TempDir private Path folder;

  @Test
  void twoProcessesNeverRunOneJob() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (ChildJvm child = ChildJvm.start(folder)) {
      assertThat(child.line()).isEqualTo("open");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(fixture::open)
            .isInstanceOfSatisfying(
                CheckpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
            .hasMessageContainingAll("process " + child.pid(), "s3://bucket/prefix");
      }
      assertThat(child.line()).startsWith("durable ");
    }
    fixture.open().close();
  }

  @Test
  void aSecondOpeningHereDoesNotDropTheLock() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      assertThatThrownBy(fixture::open).isInstanceOf(CheckpointException.class);
      Path link = Files.createSymbolicLink(folder.resolve("link"), fixture.home);
      assertThatThrownBy(() ->
              Opening.open(
                  fixture.job(),
                  link,
                  new Opening.Circumstances(
                      fixture.clock, fixture.notices::add, fixture.exportGap, fixture.journal)))
          .isInstanceOf(CheckpointException.class);
      try (ChildJvm child = ChildJvm.start(folder)) {
        assertThat(child.line()).isEqualTo("LOCKED");
      }
      checkpoint.flush();
    }
  }

  @Test
  void whatWasFlushedSurvivesAKill() throws Exception {
    Random random = new Random(7);
    int most = 0;
    for (int round = 0; round < 12; round++) {
      Path own = Files.createDirectory(folder.resolve("round-" + round));
      List<String> said = new ArrayList<>();
      try (ChildJvm child = ChildJvm.start(own)) {
        assertThat(child.line()).isEqualTo("open");
        int lines = random.nextInt(25);
        for (int i = 0; i < lines; i++) {
          said.add(child.line());
        }
        said.addAll(child.kill());
      }
      int durable = 0;
      for (String line : said) {
        if (line.matches("durable \\d+")) {
          durable = Math.max(durable, Integer.parseInt(line.substring(8)));
        }
      }
      checkPrefix(new Fixture(own), durable);
      most = Math.max(most, durable);
    }
    assertThat(most).isGreaterThan(500);
  }

  /** All that was said to be durable is there, and nothing without what came before it. */
  private static void checkPrefix(Fixture fixture, int durable) {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      int present = 0;
      while (checkpoint.entry(Fixture.path(present)).isPresent()) {
        assertThat(checkpoint.entry(Fixture.path(present))).contains(Fixture.entry(present));
        present++;
      }
      assertThat(present).isGreaterThanOrEqualTo(durable);
      for (int i = present; i < present + 10_000; i++) {
        assertThat(checkpoint.entry(Fixture.path(i))).isEmpty();
      }
      assertThat(checkpoint.outbox().pending()).isEqualTo(present);
    }
    assertThat(fixture.notices).isEmpty();
  }
}
