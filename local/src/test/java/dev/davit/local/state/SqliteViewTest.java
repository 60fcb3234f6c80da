package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint.EntryCursor;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.StateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a job's state leaves it as it is, whoever writes meanwhile. */
class SqliteViewTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void makeFixture() {
    fixture = new Fixture(folder);
  }

  private CheckpointView view() {
    StateOptions state = StateOptions.defaults().withDirectory(fixture.home);
    return SqliteView.open(fixture.job(), state, fixture.notices::add);
  }

  @Test
  void whereThereIsNothingNothingIsMade() {
    try (CheckpointView view = view()) {
      assertThat(view.entry(Fixture.path(0))).isEmpty();
      assertThat(view.parked()).isEmpty();
      assertThat(view.runs()).isEmpty();
      assertThat(view.outbox().pending()).isZero();
    }
    assertThat(fixture.home).doesNotExist();
    assertThat(fixture.notices).isEmpty();
    assertThat(KnownJobs.in(fixture.home)).isEmpty();
  }

  @Test
  void whatWasRecordedIsSeenAndLeftAsItWas() throws IOException {
    RunRecord run =
        new RunRecord(Instant.ofEpochSecond(5), Duration.ofMillis(7), "complete", 1, 2, 3, 4, 5, 6);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 300);
      checkpoint.ran(run);
    }
    List<String> before = files();
    try (CheckpointView view = view();
        EntryCursor entries = view.entries()) {
      for (int i = 0; i < 300; i++) {
        assertThat(entries.seek(Fixture.path(i))).contains(Fixture.entry(i));
      }
      assertThat(view.entry(Fixture.path(7))).contains(Fixture.entry(7));
      assertThat(view.runs()).containsExactly(run);
      assertThat(view.outbox().pending()).isEqualTo(300);
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void oneMayLookWhileAnotherWrites() {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 1);
      checkpoint.flush();
      try (CheckpointView view = view()) {
        assertThat(view.entry(Fixture.path(0))).contains(Fixture.entry(0));
        Fixture.record(checkpoint, 1, 2);
        checkpoint.flush();
        assertThat(view.entry(Fixture.path(1))).contains(Fixture.entry(1));
      }
      assertThat(KnownJobs.in(fixture.home)).singleElement().matches(KnownJob::running);
    }
    assertThat(KnownJobs.in(fixture.home))
        .containsExactly(new KnownJob(fixture.job(), fixture.folder().path(), false));
    try (SqliteCheckpoint again = fixture.open()) {
      assertThat(again.entry(Fixture.path(1))).contains(Fixture.entry(1));
    }
  }

  @Test
  void damageIsToldAndLeftToTheNextRun() throws IOException {
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 1);
    }
    Files.writeString(fixture.folder().database(), "this is no database at all");
    List<String> before = files();
    try (CheckpointView view = view()) {
      assertThat(view.entry(Fixture.path(0))).isEmpty();
    }
    assertThat(fixture.notices).singleElement().asString().contains("A run will set it aside");
    assertThat(files()).isEqualTo(before);
    assertThat(KnownJobs.in(fixture.home)).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(fixture.home)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
