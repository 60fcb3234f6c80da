package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Swept;
import dev.davit.core.usecase.Swept.Fate;
import dev.davit.core.usecase.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Carries out {@code davit sweep}. */
public final class SweepRun {
  private final Verb verb;
  private final Target target;
  private final StateOptions state;
  private final Duration olderThan;
  private final Upload.Mode mode;

  /** Prepares it. */
  public SweepRun(
      Verb verb, Target target, StateOptions state, Duration olderThan, Upload.Mode mode) {
    this.verb = verb;
    this.target = verb.about(target);
    this.state = state;
    this.olderThan = olderThan;
    this.mode = mode;
  }

  /** Does it. */
  public ExitCode run() {
    List<Swept> swept =
        verb.davit()
            .sweep(target.destination(), target.values(), state, olderThan, mode, this::tell);
    verb.json(
        "swept",
        json -> {
          for (Fate fate : Fate.values()) {
            json.writeNumberField(JsonLines.of(fate), count(swept, fate));
          }
        });
    verb.text(closing(swept));
    return ExitCode.OK;
  }

  private void tell(Swept swept) {
    Duration age = Duration.between(swept.upload().begunAt(), Instant.now());
    verb.text(
        words(swept.fate())
            + "  "
            + swept.upload().key().value()
            + "  ("
            + Say.of("begun {0} ago", Words.span(age.isNegative() ? Duration.ZERO : age))
            + ")");
    verb.json(
        "unfinished",
        json -> {
          json.writeStringField("key", swept.upload().key().value());
          json.writeStringField("id", swept.upload().id());
          json.writeStringField("begun_at", swept.upload().begunAt().toString());
          json.writeStringField("fate", JsonLines.of(swept.fate()));
        });
  }

  private static String words(Fate fate) {
    return switch (fate) {
      case DISCARDED -> Say.of("discarded");
      case WOULD_BE_DISCARDED -> Say.of("would discard");
      case TOO_YOUNG -> Say.of("too young");
      case KEPT_FOR_A_JOB -> Say.of("kept for job");
    };
  }

  private String closing(List<Swept> swept) {
    if (swept.isEmpty()) {
      return Say.of("There are no unfinished uploads at {0}.", target.typed());
    }
    long left = count(swept, Fate.TOO_YOUNG) + count(swept, Fate.KEPT_FOR_A_JOB);
    return mode == Upload.Mode.REAL
        ? Say.of(
            "Discarded {0}; left {1} that may be in use.",
            Words.count(count(swept, Fate.DISCARDED), "unfinished upload"), left)
        : Say.of(
            "Would discard {0}; left {1} that may be in use. --yes does it.",
            Words.count(count(swept, Fate.WOULD_BE_DISCARDED), "unfinished upload"), left);
  }

  private static long count(List<Swept> swept, Fate fate) {
    return swept.stream().filter(each -> each.fate() == fate).count();
  }
}
