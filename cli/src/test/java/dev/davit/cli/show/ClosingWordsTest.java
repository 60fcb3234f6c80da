package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Outcome.SkipReason;
import dev.davit.core.usecase.Plan;
import dev.davit.core.usecase.Summaries;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Summary.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosingWordsTest {

  @Test
  void aRunThatWentWellIsTwoLines() {
    Summary summary =
        Summaries.of(
            Ending.COMPLETE,
            new Summary.Counts(1_460, 1_450, 0, 10, 0, 0, 3 << 20, 3 << 20),
            Map.of(SkipReason.UNCHANGED, 8L, SkipReason.SYMLINK, 1L, SkipReason.HIDDEN, 1L),
            List.of(),
            null);
    assertThat(words(summary).done())
        .containsExactly(
            "Sent 1,450 files (3.0 MiB) to local:x in 1 min 23 s.",
            "Skipped 10: 8 unchanged, 1 hidden, 1 symbolic link.");
    assertThat(words(summary).missing()).isEmpty();
  }

  @Test
  void repetitionsShowInWhatTravelled() {
    Summary summary =
        Summaries.of(Ending.COMPLETE, new Summary.Counts(1, 1, 0, 0, 0, 0, 1024, 2048));
    assertThat(words(summary).done())
        .containsExactly("Sent 1 file (1.0 KiB) to local:x in 1 min 23 s; 2.0 KiB travelled.");
  }

  @Test
  void failuresAreNamedWithWhatToTry() {
    List<Outcome.Failed> failures =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> new Outcome.Failed(RelativePath.of("f\n" + i), "unreadable", "no", 1))
            .toList();
    Summary summary =
        Summaries.of(
            Ending.COMPLETE,
            new Summary.Counts(50, 0, 0, 0, 0, 50, 0, 0),
            Map.of(),
            failures,
            null);
    assertThat(words(summary).done()).containsExactly("Nothing was sent to local:x.");
    assertThat(words(summary).missing())
        .containsExactly(
            "Failed 50:",
            "  f\\n1: no",
            "  f\\n2: no",
            "  f\\n3: no",
            "  f\\n4: no",
            "  f\\n5: no",
            "  and 45 more (--report FILE lists all)",
            "Try: make unreadable files readable for you, or leave them out with --exclude.",
            "Run the same command again to send what is missing; nothing is sent twice.");
  }

  @Test
  void filesThatKeptChangingAreNoFailure() {
    Summary summary = Summaries.of(Ending.COMPLETE, new Summary.Counts(3, 1, 0, 0, 2, 0, 1, 1));
    assertThat(words(summary).missing())
        .containsExactly("Left to the next run: 2 files that changed while they were read.");
  }

  @Test
  void anInterruptedRunSaysHowToGoOn() {
    Summary summary = Summaries.of(Ending.INTERRUPTED, new Summary.Counts(3, 1, 0, 0, 2, 0, 1, 1));
    assertThat(words(summary).missing())
        .containsExactly(
            "Interrupted before everything was sent.",
            "Left to the next run: 2 files that were not finished or changed while they were"
                + " read.",
            "Run the same command again to send what is missing; nothing is sent twice.");
  }

  @Test
  void aDryRunSendsNothingAndSaysSo() {
    Plan plan =
        new Plan(
            Map.of(Why.NEW, new Plan.Amount(1, 1024), Why.CHANGED, new Plan.Amount(1, 1024)),
            OptionalLong.of(5),
            Optional.of(Duration.ofSeconds(3)));
    assertThat(words(Summaries.of(plan)).done())
        .containsExactly(
            "Would send 2 files (2.0 KiB) to local:x in 5 requests, in about 3.0 s at the pace of"
                + " the last run. Nothing was sent.",
            "  new: 1 file (1.0 KiB)",
            "  changed: 1 file (1.0 KiB)");
  }

  @Test
  void aPlanSaysWhatNobodyKnows() {
    Plan plan =
        new Plan(Map.of(Why.NEW, new Plan.Amount(1, 1)), OptionalLong.empty(), Optional.empty());
    assertThat(words(Summaries.of(plan)).done())
        .containsExactly(
            "Would send 1 file (1 B) to local:x; how long that takes is not known before a first"
                + " run. Nothing was sent.");
  }

  @Test
  void oneFileIsNotSeveral() {
    Summary summary = Summaries.of(Ending.COMPLETE, new Summary.Counts(3, 1, 0, 0, 1, 0, 1, 1));
    assertThat(words(summary).missing())
        .containsExactly("Left to the next run: 1 file that changed while it was read.");
  }

  @Test
  void aLimitIsNoFailure() {
    Summary summary = Summaries.of(Ending.LIMITED, new Summary.Counts(3, 1, 0, 0, 2, 0, 1, 1));
    assertThat(words(summary).missing())
        .containsExactly(
            "Ended by --max-duration or --max-transfer.",
            "Left to the next run: 2 files.",
            "Run the same command again to send what is missing; nothing is sent twice.");
  }

  private static ClosingWords words(Summary summary) {
    return new ClosingWords(summary, "local:x");
  }
}
