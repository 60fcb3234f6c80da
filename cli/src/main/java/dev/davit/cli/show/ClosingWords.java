package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Plan;
import dev.davit.core.usecase.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
      lines.add(Say.of("Skipped {0}: {1}.", Words.number(counts.skipped()), reasons()));
    }
    summary.indexed().ifPresent(indexed -> lines.add(indexed(indexed)));
    return lines;
  }

  /** Returns the lines on what is missing, and the next thing to try; none if nothing is. */
  public List<String> missing() {
    List<String> lines = new ArrayList<>();
    switch (summary.ending()) {
      case INTERRUPTED -> lines.add(Say.of("Interrupted before everything was sent."));
      case LIMITED -> lines.add(Say.of("Ended by --max-duration or --max-transfer."));
      case COMPLETE, STOPPED -> {}
    }
    if (counts.deferred() > 0) {
      lines.add(deferred());
    }
    if (counts.failed() > 0) {
      boolean anyOwn = ownFailures().findAny().isPresent();
      String failed = Words.number(counts.failed());
      lines.add(
          anyOwn ? Say.of("Failed {0}:", failed) : Say.of("Failed {0}, all for that.", failed));
      ownFailures().limit(FAILURES_SHOWN).forEach(f -> lines.add(line(f)));
      more().ifPresent(lines::add);
      kinds().forEach(kind -> Advice.on(kind).ifPresent(it -> lines.add(Say.of("Try: {0}", it))));
    }
    if (summary.indexed().filter(indexed -> indexed.failed() > 0).isPresent()) {
      lines.add(Say.of("Run it again with --repair to send again what could not be indexed."));
    }
    if (counts.failed() > 0 || summary.ending() != Summary.Ending.COMPLETE) {
      lines.add(
          Say.of("Run the same command again to send what is missing; nothing is sent twice."));
    }
    return lines;
  }

  private static String indexed(Summary.Indexed indexed) {
    String done = Words.count(indexed.done(), "file");
    String failed = Words.number(indexed.failed());
    String pending = Words.number(indexed.pending());
    if (indexed.failed() == 0) {
      return indexed.pending() == 0
          ? Say.of("Indexed {0}.", done)
          : Say.of("Indexed {0}; {1} not yet.", done, pending);
    }
    return indexed.pending() == 0
        ? Say.of("Indexed {0}; {1} could not be indexed.", done, failed)
        : Say.of("Indexed {0}; {1} could not be indexed; {2} not yet.", done, failed, pending);
  }

  private List<String> planned(Plan plan) {
    Plan.Amount total = plan.total();
    if (total.files() == 0) {
      return List.of(Say.of("Nothing would be sent to {0}.", destination));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Say.of(
            "Would send {0} to {1}{2}{3}. Nothing was sent.",
            amount(total), destination, requests(plan), expected(plan)));
    if (plan.amounts().size() > 1) {
      plan.amounts().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(each ->
              lines.add(
                  "  " + Say.of("{0}: {1}", Words.of(each.getKey()), amount(each.getValue()))));
    }
    return lines;
  }

  private static String amount(Plan.Amount amount) {
    return Say.of("{0} ({1})", Words.count(amount.files(), "file"), Words.bytes(amount.bytes()));
  }

  private static String requests(Plan plan) {
    return plan.requests().isPresent()
        ? Say.of(" in {0}", Words.count(plan.requests().getAsLong(), "request"))
        : "";
  }

  private static String expected(Plan plan) {
    return plan.expected()
        .map(time -> Say.of(", in about {0} at the pace of the last run", Words.span(time)))
        .orElseGet(() -> Say.of("; how long that takes is not known before a first run"));
  }

  private String sent() {
    if (counts.stored() == 0) {
      return nothingSent();
    }
    return Say.of(
        "Sent {0} ({1}) to {2} in {3}{4}.",
        Words.count(counts.stored(), "file"),
        Words.bytes(counts.storedBytes()),
        destination,
        Words.span(summary.took()),
        travelled());
  }

  /** Said only where it differs: after repetitions, or where an upload was continued. */
  private String travelled() {
    return counts.sentBytes() == counts.storedBytes()
        ? ""
        : Say.of("; {0} travelled", Words.bytes(counts.sentBytes()));
  }

  private String nothingSent() {
    if (!summary.ok()) {
      return Say.of("Nothing was sent to {0}.", destination);
    }
    return counts.found() == 0
        ? Say.of("There is nothing to send: no file was found.")
        : Say.of("Nothing to send to {0} ({1}).", destination, Words.span(summary.took()));
  }

  private String reasons() {
    return summary.skipped().entrySet().stream()
        .sorted(
            Map.Entry.<Outcome.SkipReason, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> counted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(Say.of(", ")));
  }

  /** Returns how many files were skipped for a reason, such as {@code 8 unchanged}. */
  public static String counted(Outcome.SkipReason reason, long n) {
    return switch (reason) {
      case SYMLINK -> Words.count(n, "symbolic link");
      case SPECIAL -> Words.count(n, "special file");
      case UNCHANGED -> Say.of("{0} unchanged", Words.number(n));
      case SAME_CONTENT -> Say.of("{0} touched but with the same content", Words.number(n));
      case EXISTS -> Say.of("{0} at the destination already", Words.number(n));
      case VANISHED -> Say.of("{0} vanished meanwhile", Words.number(n));
      case HIDDEN -> Say.of("{0} hidden", Words.number(n));
      case SYSTEM -> Say.of("{0} temporary, secret or of a system", Words.number(n));
      case FILTERED -> Say.of("{0} filtered out", Words.number(n));
      case OUT_OF_BOUNDS -> Say.of("{0} too small, large, young or old", Words.number(n));
    };
  }

  private String deferred() {
    String files = Words.count(counts.deferred(), "file");
    return switch (summary.ending()) {
      case LIMITED -> Say.of("Left to the next run: {0}.", files);
      case COMPLETE ->
          Say.of(
              counts.deferred() == 1
                  ? "Left to the next run: {0} that changed while it was read."
                  : "Left to the next run: {0} that changed while they were read.",
              files);
      case INTERRUPTED, STOPPED ->
          Say.of(
              counts.deferred() == 1
                  ? "Left to the next run: {0} that was not finished or changed while it was read."
                  : "Left to the next run: {0} that were not finished or changed while they were"
                      + " read.",
              files);
    };
  }

  /** What ended the run has been said, and is not said again for each file. */
  private Stream<Outcome.Failed> ownFailures() {
    String said = summary.cause().map(Throwable::getMessage).orElse("");
    return summary.failures().stream().filter(failed -> !failed.error().equals(said));
  }

  private static String line(Outcome.Failed failed) {
    return Say.of(
        "  {0}: {1}",
        SafeText.of(failed.path().value()),
        SafeText.of(Say.lead(Kinds.of(failed.kind()), failed.error())));
  }

  private Optional<String> more() {
    long shown = Math.min(FAILURES_SHOWN, ownFailures().count());
    long more = counts.failed() - shown;
    return more > 0 && (shown > 0 || summary.cause().isEmpty())
        ? Optional.of(Say.of("  and {0} more (--report FILE lists all)", Words.number(more)))
        : Optional.empty();
  }

  private List<String> kinds() {
    return summary.failures().stream().map(Outcome.Failed::kind).distinct().sorted().toList();
  }
}
