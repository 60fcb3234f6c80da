package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.cli.report.JsonLines;
import dev.davit.cli.show.Words;
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
    verb.text(
        String.format(
            Locale.ROOT,
            "%s the same, %d missing, %s, %d different%s; compared with %s in %s.",
            Words.count(summary.count(Verdict.SAME), "file"),
            summary.count(Verdict.MISSING),
            summary.lookedForExtra()
                ? summary.count(Verdict.EXTRA) + " extra"
                : "extra ones not looked for",
            summary.count(Verdict.DIFFERENT),
            summary.count(Verdict.FAILED) == 0
                ? ""
                : ", " + summary.count(Verdict.FAILED) + " not compared",
            target.typed(),
            Words.span(summary.took())));
    if (summary.count(Verdict.DUPLICATE) + summary.count(Verdict.UNINDEXED) > 0) {
      verb.text(
          Words.count(summary.count(Verdict.DUPLICATE), "duplicate")
              + ", "
              + Words.count(summary.count(Verdict.UNINDEXED), "file")
              + " that could not be indexed; davit up --repair --delete mends both.");
    }
    if (summary.sameByLengthOnly() > 0) {
      verb.text(Words.count(summary.sameByLengthOnly(), "file") + " compared by length only.");
    }
  }
}
