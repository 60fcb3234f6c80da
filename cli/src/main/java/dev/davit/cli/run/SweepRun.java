package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Words;
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
            + "  (begun "
            + Words.span(age.isNegative() ? Duration.ZERO : age)
            + " ago)");
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
      case DISCARDED -> "discarded    ";
      case WOULD_BE_DISCARDED -> "would discard";
      case TOO_YOUNG -> "too young    ";
      case KEPT_FOR_A_JOB -> "kept for job ";
    };
  }

  private String closing(List<Swept> swept) {
    if (swept.isEmpty()) {
      return "There are no unfinished uploads at " + target.typed() + ".";
    }
    String kept =
        "; left "
            + (count(swept, Fate.TOO_YOUNG) + count(swept, Fate.KEPT_FOR_A_JOB))
            + " that may be in use.";
    return mode == Upload.Mode.REAL
        ? "Discarded " + Words.count(count(swept, Fate.DISCARDED), "unfinished upload") + kept
        : "Would discard "
            + Words.count(count(swept, Fate.WOULD_BE_DISCARDED), "unfinished upload")
            + kept
            + " --yes does it.";
  }

  private static long count(List<Swept> swept, Fate fate) {
    return swept.stream().filter(each -> each.fate() == fate).count();
  }
}
