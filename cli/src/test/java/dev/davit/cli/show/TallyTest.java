package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final RelativePath A = RelativePath.of("a");
  private static final RelativePath B = RelativePath.of("b");
  private final Tally tally = new Tally();

  @Test
  void everyOutcomeIsProgress() {
    tally.on(new Event.Found(5, 100, true));
    finish(stored(A));
    finish(new Outcome.Skipped(A, Outcome.SkipReason.HIDDEN, ""));
    finish(new Outcome.Planned(A, ObjectKey.of("k"), 7, Why.NEW));
    finish(new Outcome.Deferred(A, Outcome.DeferReason.CHANGING, ""));
    finish(new Outcome.Failed(A, "denied", "no", 1));
    Tally.Snapshot now = tally.snapshot(9);
    assertThat(now.processed()).isEqualTo(5);
    assertThat(now.stored()).isOne();
    assertThat(now.failed()).isOne();
    assertThat(now.plannedBytes()).isEqualTo(7);
  }

  @Test
  void whatIsBeingSentCountsByItsShare() {
    tally.on(new Event.Found(2, 300, true));
    tally.on(new Event.FileStarted(A, 200, Why.NEW));
    tally.on(new Event.FileStarted(B, 100, Why.NEW));
    tally.on(new Event.Progressed(A, 100));
    tally.on(new Event.Progressed(B, 100));
    tally.on(new Event.Progressed(B, -50));
    assertThat(tally.snapshot(9).sendingShare()).isEqualTo(1.0);
    assertThat(tally.snapshot(9).movedBytes()).isEqualTo(150);
    assertThat(tally.snapshot(1).sending()).containsExactly(new Tally.Sending(A, 200, 100));
    finish(stored(A));
    assertThat(tally.snapshot(9).sending()).containsExactly(new Tally.Sending(B, 100, 50));
  }

  private void finish(Outcome outcome) {
    tally.on(new Event.FileFinished(outcome));
  }

  private static Outcome stored(RelativePath path) {
    return new Outcome.Stored(
        path, ObjectKey.of("k"), 200, Why.NEW, "CRC32C", 1, 200, Duration.ofSeconds(1));
  }
}
