package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineProgressTest {
  private static final long SECOND = 1_000_000_000L;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Tally tally = new Tally();
  private final LineProgress progress =
      new LineProgress(
          new Console(System.out, new PrintStream(err, true, StandardCharsets.UTF_8), false),
          tally,
          0);

  @Test
  void aLineComesEveryFiveSecondsAndAtTheEnd() {
    tally.on(new Event.Found(4, 0, true));
    for (int tenths = 1; tenths <= 100; tenths++) {
      if (tenths % 50 == 0) {
        skip();
      }
      progress.tick(tenths * SECOND / 10);
    }
    skip();
    skip();
    progress.end(16 * SECOND);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(0)).startsWith("Progress: 1/4 (25.0%) |");
          assertThat(lines.get(1)).startsWith("Progress: 2/4 (50.0%) |");
          assertThat(lines.get(2))
              .isEqualTo(
                  "Progress: 4/4 (100.0%) | Success: 0 | Failed: 0 | Rate: 0.3 files/s"
                      + " | ETA: 0s");
        });
  }

  @Test
  void aRunThatFoundNothingHasNoProgress() {
    progress.end(SECOND);
    assertThat(err.size()).isZero();
  }

  private void skip() {
    tally.on(
        new Event.FileFinished(
            new Outcome.Skipped(RelativePath.of("a"), Outcome.SkipReason.HIDDEN, "")));
  }
}
