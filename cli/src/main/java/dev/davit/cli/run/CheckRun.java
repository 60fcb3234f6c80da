package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.CheckSummary;
import dev.davit.core.usecase.Checked;
import dev.davit.core.usecase.Checked.Verdict;
import dev.davit.core.usecase.Compare;
import dev.davit.core.usecase.Upload;
import java.util.Locale;

/** Carries out {@code davit check}. */
public final class CheckRun {
  private final Verb verb;
  private final Target target;
  private final Upload order;
  private final Compare compare;
  private final CheckFiles files;

  /** Prepares it. */
  public CheckRun(Verb verb, Target target, Upload order, Compare compare, CheckFiles files) {
    this.verb = verb;
    this.target = verb.about(target);
    this.order = order;
    this.compare = compare;
    this.files = files;
  }

  /** Does it. */
  public ExitCode run() throws Exception {
    CheckSummary summary;
    try (files) {
      summary = verb.davit().check(order, compare, this::tell);
    }
    verb.json(
        "check_finished",
        json -> {
          for (Verdict verdict : Verdict.values()) {
            json.writeNumberField(JsonLines.of(verdict), summary.count(verdict));
          }
          json.writeNumberField("same_by_length_only", summary.sameByLengthOnly());
          json.writeBooleanField("looked_for_extra", summary.lookedForExtra());
        });
    if (!files.onOutput()) {
      conclude(summary);
    }
    if (summary.cause().isPresent()) {
      throw (RuntimeException) summary.cause().get();
    }
    if (summary.same()) {
      return ExitCode.OK;
    }
    boolean differ =
        summary.count(Verdict.MISSING)
                + summary.count(Verdict.EXTRA)
                + summary.count(Verdict.DIFFERENT)
                + summary.count(Verdict.DUPLICATE)
                + summary.count(Verdict.UNINDEXED)
            > 0;
    return differ ? ExitCode.DIFFERENT : ExitCode.PARTIAL;
  }

  private void tell(Checked checked) {
    String path = path(checked);
    files.add(checked, path);
    verb.json(
        "checked",
        json -> {
          json.writeStringField("path", path);
          json.writeStringField("key", checked.key().value());
          json.writeStringField("verdict", JsonLines.of(checked.verdict()));
          if (!checked.by().isEmpty()) {
            json.writeStringField("by", checked.by());
          }
          if (!checked.detail().isEmpty()) {
            json.writeStringField("detail", checked.detail());
          }
        });
    if (checked.verdict() != Verdict.SAME && !files.onOutput()) {
      String detail = checked.detail().isEmpty() ? "" : "  (" + checked.detail() + ")";
      verb.text(
          String.format(Locale.ROOT, "%-10s  %s", Words.of(checked.verdict()), path) + detail);
    }
  }

  private String path(Checked checked) {
    String prefix = order.destination().prefix();
    return prefix.isEmpty()
        ? checked.key().value()
        : checked.key().value().substring(prefix.length() + 1);
  }

  private void conclude(CheckSummary summary) {
    String extra =
        summary.lookedForExtra()
            ? Say.of("{0} extra", summary.count(Verdict.EXTRA))
            : Say.of("extra ones not looked for");
    String failed =
        summary.count(Verdict.FAILED) == 0
            ? ""
            : Say.of(", {0} not compared", summary.count(Verdict.FAILED));
    verb.text(
        Say.of(
            "{0} the same, {1} missing, {2}, {3} different{4}; compared with {5} in {6}.",
            Words.count(summary.count(Verdict.SAME), "file"),
            summary.count(Verdict.MISSING),
            extra,
            summary.count(Verdict.DIFFERENT),
            failed,
            target.typed(),
            Words.span(summary.took())));
    if (summary.count(Verdict.DUPLICATE) + summary.count(Verdict.UNINDEXED) > 0) {
      verb.text(
          Say.of(
              "{0}, {1} that could not be indexed; davit up --repair --delete mends both.",
              Words.count(summary.count(Verdict.DUPLICATE), "duplicate"),
              Words.count(summary.count(Verdict.UNINDEXED), "file")));
    }
    if (summary.sameByLengthOnly() > 0) {
      verb.text(
          Say.of("{0} compared by length only.", Words.count(summary.sameByLengthOnly(), "file")));
    }
  }
}
