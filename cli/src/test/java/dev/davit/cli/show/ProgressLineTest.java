package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void theLineIsTheOneThatScriptsKnow() {
    assertThat(ProgressLine.of(now(10_000, true, 1_450, 50, 1_500, 0), 12.5))
        .isEqualTo(
            "Progress: 1500/10000 (15.0%) | Success: 1450 | Failed: 50 | Rate: 12.5 files/s"
                + " | ETA: 680s");
  }

  @Test
  void skippedFilesAreProgressButNoSuccess() {
    assertThat(ProgressLine.of(now(10, true, 2, 0, 10, 0), 5))
        .isEqualTo(
            "Progress: 10/10 (100.0%) | Success: 2 | Failed: 0 | Rate: 5.0 files/s | ETA: 0s");
  }

  @Test
  void aGrowingTotalIsMarkedAndNeverReachesAHundredPercent() {
    assertThat(ProgressLine.of(now(10, false, 10, 0, 10, 0), 5))
        .isEqualTo(
            "Progress: 10/10+ (99.9%) | Success: 10 | Failed: 0 | Rate: 5.0 files/s | ETA: 0s+");
  }

  @Test
  void withoutARateNobodyKnowsTheEnd() {
    assertThat(ProgressLine.of(now(10, true, 0, 0, 0, 0), 0)).endsWith("| ETA: unknown");
  }

  @Test
  void halfOfALargeFileIsHalfAFile() {
    assertThat(ProgressLine.of(now(2, true, 1, 0, 1, 0.5), 0.5))
        .startsWith("Progress: 1/2 (75.0%)")
        .endsWith("ETA: 1s");
  }

  static Tally.Snapshot now(
      long found, boolean complete, long stored, long failed, long processed, double sending) {
    return new Tally.Snapshot(found, complete, stored, failed, processed, 0, 0, List.of(), sending);
  }
}
