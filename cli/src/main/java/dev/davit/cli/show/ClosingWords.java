package dev.davit.cli.show;

import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Plan;
import dev.davit.core.usecase.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last lines of a run: what was done, what was not and why, and what to do about it. */
public final class ClosingWords {
  private static final int FAILURES_SHOWN = 5;

  private final Summary summary;
  private final Summary.Counts counts;
  private final String destination;

  /**
   * Makes them.
   *
   * @param destination as it was typed
   */
  public ClosingWords(Summary summary, String destination) {
    this.summary = summary;
    this.destination = SafeText.of(destination);
    counts = summary.counts();
  }

  /** Returns the lines on what was done. */
  public List<String> done() {
    List<String> lines = new ArrayList<>();
    summary.plan().ifPresentOrElse(plan -> lines.addAll(planned(plan)), () -> lines.add(sent()));
    if (counts.skipped() > 0) {
      lines.add("Skipped " + Words.number(counts.skipped()) + ": " + reasons() + ".");
    }
    return lines;
  }

  /** Returns the lines on what is missing, and the next thing to try; none if nothing is. */
  public List<String> missing() {
    List<String> lines = new ArrayList<>();
    switch (summary.ending()) {
      case INTERRUPTED -> lines.add("Interrupted before everything was sent.");
      case LIMITED -> lines.add("Ended by --max-duration or --max-transfer.");
      case COMPLETE, STOPPED -> {}
    }
    if (counts.deferred() > 0) {
      lines.add(deferred());
    }
    if (counts.failed() > 0) {
      lines.add("Failed " + Words.number(counts.failed()) + ":");
      summary.failures().stream().limit(FAILURES_SHOWN).forEach(f -> lines.add(line(f)));
      more().ifPresent(lines::add);
      kinds().forEach(kind -> Advice.on(kind).ifPresent(advice -> lines.add("Try: " + advice)));
    }
    if (counts.failed() > 0 || summary.ending() != Summary.Ending.COMPLETE) {
      lines.add("Run the same command again to send what is missing; nothing is sent twice.");
    }
    return lines;
  }

  private List<String> planned(Plan plan) {
    Plan.Amount total = plan.total();
    if (total.files() == 0) {
      return List.of("Nothing would be sent to " + destination + ".");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Would send "
            + amount(total)
            + " to "
            + destination
            + requests(plan)
            + expected(plan)
            + ". Nothing was sent.");
    if (plan.amounts().size() > 1) {
      plan.amounts().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              each -> lines.add("  " + Words.of(each.getKey()) + ": " + amount(each.getValue())));
    }
    return lines;
  }

  private static String amount(Plan.Amount amount) {
    return Words.count(amount.files(), "file") + " (" + Words.bytes(amount.bytes()) + ")";
  }

  private static String requests(Plan plan) {
    return plan.requests().isPresent()
        ? " in " + Words.count(plan.requests().getAsLong(), "request")
        : "";
  }

  private static String expected(Plan plan) {
    return plan.expected()
        .map(time -> ", in about " + Words.span(time) + " at the pace of the last run")
        .orElse("; how long that takes is not known before a first run");
  }

  private String sent() {
    if (counts.stored() == 0) {
      return nothingSent();
    }
    return "Sent "
        + Words.count(counts.stored(), "file")
        + " ("
        + Words.bytes(counts.storedBytes())
        + ") to "
        + destination
        + " in "
        + Words.span(summary.took())
        + travelled()
        + ".";
  }

  /** Said only where it differs: after repetitions, or where an upload was continued. */
  private String travelled() {
    return counts.sentBytes() == counts.storedBytes()
        ? ""
        : "; " + Words.bytes(counts.sentBytes()) + " travelled";
  }

  private String nothingSent() {
    if (!summary.ok()) {
      return "Nothing was sent to " + destination + ".";
    }
    return counts.found() == 0
        ? "There is nothing to send: no file was found."
        : "Nothing to send to " + destination + " (" + Words.span(summary.took()) + ").";
  }

  private String reasons() {
    return summary.skipped().entrySet().stream()
        .sorted(
            Map.Entry.<Outcome.SkipReason, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> words(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String words(Outcome.SkipReason reason, long n) {
    return switch (reason) {
      case SYMLINK -> Words.count(n, "symbolic link");
      case SPECIAL -> Words.count(n, "special file");
      case UNCHANGED -> Words.number(n) + " unchanged";
      case SAME_CONTENT -> Words.number(n) + " touched but with the same content";
      case EXISTS -> Words.number(n) + " at the destination already";
      case VANISHED -> Words.number(n) + " vanished meanwhile";
      case HIDDEN -> Words.number(n) + " hidden";
      case SYSTEM -> Words.number(n) + " temporary, secret or of a system";
      case FILTERED -> Words.number(n) + " filtered out";
      case OUT_OF_BOUNDS -> Words.number(n) + " too small, large, young or old";
    };
  }

  private String deferred() {
    if (summary.ending() == Summary.Ending.LIMITED) {
      return "Left to the next run: " + Words.count(counts.deferred(), "file") + ".";
    }
    boolean one = counts.deferred() == 1;
    String changed = one ? "changed while it was read" : "changed while they were read";
    String why =
        summary.ending() == Summary.Ending.COMPLETE
            ? changed
            : (one ? "was" : "were") + " not finished or " + changed;
    return "Left to the next run: " + Words.count(counts.deferred(), "file") + " that " + why + ".";
  }

  private static String line(Outcome.Failed failed) {
    return "  " + SafeText.of(failed.path().value()) + ": " + SafeText.of(failed.error());
  }

  private Optional<String> more() {
    long more = counts.failed() - Math.min(FAILURES_SHOWN, summary.failures().size());
    return more > 0
        ? Optional.of("  and " + Words.number(more) + " more (--report FILE lists all)")
        : Optional.empty();
  }

  private List<String> kinds() {
    return summary.failures().stream().map(Outcome.Failed::kind).distinct().sorted().toList();
  }
}
