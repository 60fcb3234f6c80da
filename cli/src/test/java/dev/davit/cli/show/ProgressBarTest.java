package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final Tally.Sending FILE =
      new Tally.Sending(RelativePath.of("models/深い/evil\u001b[31m.bin"), 1 << 30, 1 << 28);

  @Test
  void aKnownTotalHasAPercentage() {
    assertThat(draw(snapshot(2_345, true, 1_234, 7), 100))
        .containsExactly(
            "[#########----------]  52%  1,234/2,345 files  7 failed  ETA 0:22  1.0 GiB"
                + "  12.0 MiB/s  50.0 files/s",
            "   25% of  1.0 GiB  models/深い/evil\\x1b[31m.bin");
  }

  @Test
  void aGrowingTotalHasNone() {
    assertThat(draw(snapshot(2_345, false, 1_234, 0), 60).getFirst())
        .isEqualTo("1,234/2,345+ files  ETA 0:22+  1.0 GiB  12.0 MiB/s");
  }

  @Test
  void nothingIsWiderThanTheTerminal() {
    for (int columns = 20; columns < 140; columns++) {
      for (String line : draw(snapshot(1_234_567, true, 1_234_000, 99_999), columns)) {
        assertThat(Columns.of(line)).isLessThanOrEqualTo(columns);
      }
    }
  }

  @Test
  void nothingFoundYetIsNothingDone() {
    assertThat(draw(snapshot(0, false, 0, 0), 70).getFirst())
        .contains("[---")
        .contains("0/0+ files");
  }

  @Test
  void everythingDoneIsAHundredPercent() {
    assertThat(draw(snapshot(3, true, 3, 0), 70).getFirst()).contains("100%").doesNotContain("-]");
  }

  private static List<String> draw(Tally.Snapshot now, int columns) {
    return new ProgressBar(false).draw(now, 50, 12 << 20, columns);
  }

  private static Tally.Snapshot snapshot(long found, boolean complete, long done, long failed) {
    return new Tally.Snapshot(
        found, complete, done - failed, failed, done, 1 << 30, 0, List.of(FILE), 0);
  }
}
