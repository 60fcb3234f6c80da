package dev.davit.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileLinesTest {
  private static final RelativePath PATH = RelativePath.of("a\u001b[2J\r\nb");

  @Test
  void eachOutcomeIsOneLineThatSaysWhy() {
    List<String> lines = new ArrayList<>();
    FileLines listener = new FileLines(lines::add);
    for (Outcome outcome :
        List.of(
            new Outcome.Stored(
                PATH, ObjectKey.of("k"), 2048, Why.NEW, "CRC32C", 1, 2048, Duration.ZERO),
            new Outcome.Skipped(PATH, Outcome.SkipReason.SAME_CONTENT, ""),
            new Outcome.Planned(PATH, ObjectKey.of("k"), 7, Why.FAILED_BEFORE),
            new Outcome.Deferred(PATH, Outcome.DeferReason.CHANGING, "it grew"),
            new Outcome.Failed(PATH, "denied", "line 1\nline 2", 3))) {
      listener.on(new Event.FileFinished(outcome));
    }
    listener.on(new Event.Retrying(PATH, 2, Duration.ofMillis(1_500), "reset"));
    String path = "a\\x1b[2J\\r\\nb";
    assertThat(lines)
        .containsExactly(
            "sent        " + path + "  (new: 2.0 KiB, verified by CRC32C)",
            "skipped     " + path + "  (same content)",
            "would send  " + path + "  (failed before: 7 B)",
            "left        " + path + "  (changing: it grew)",
            "failed      " + path + "  (denied: line 1\\nline 2)",
            "retrying    " + path + " in 1.5 s  (attempt 2: reset)");
  }
}
