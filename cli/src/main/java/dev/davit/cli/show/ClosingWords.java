package dev.davit.cli.show;

import dev.davit.core.usecase.Outcome;
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
  private final long plannedBytes;

  /**
   * Makes them.
   *
   * @param destination as it was typed
   * @param plannedBytes what a dry run would send
   */
  public ClosingWords(Summary summary, String destination, long plannedBytes) {
    this.summary = summary;
    this.destination = SafeText.of(destination);
    this.plannedBytes = plannedBytes;
    counts = summary.counts();
  }

  /** Returns the lines on what was done. */
  public List<String> done() {
    List<String> lines = new ArrayList<>();
    lines.add(dry() ? wouldSend() : sent());
    if (counts.skipped() > 0) {
      lines.add("Skipped " + Words.number(counts.skipped()) + ": " + reasons() + ".");
    }
    summary.indexed().ifPresent(indexed -> lines.add(indexed(indexed)));
    return lines;
  }

  /** Returns the lines on what is missing, and the next thing to try; none if nothing is. */
  public List<String> missing() {
    List<String> lines = new ArrayList<>();
    if (summary.ending() == Summary.Ending.INTERRUPTED) {
      lines.add("Interrupted before everything was sent.");
    }
    if (counts.deferred() > 0) {
      lines.add(deferred());
    }
    if (counts.failed() > 0) {
      boolean anyOwn = ownFailures().findAny().isPresent();
      lines.add("Failed " + Words.number(counts.failed()) + (anyOwn ? ":" : ", all for that."));
      ownFailures().limit(FAILURES_SHOWN).forEach(f -> lines.add(line(f)));
      more().ifPresent(lines::add);
      kinds().forEach(kind -> Advice.on(kind).ifPresent(advice -> lines.add("Try: " + advice)));
    }
    if (summary.indexed().filter(indexed -> indexed.failed() > 0).isPresent()) {
      lines.add("Run it again with --repair to send again what could not be indexed.");
    }
    if (counts.failed() > 0 || summary.ending() != Summary.Ending.COMPLETE) {
      lines.add("Run the same command again to send what is missing; nothing is sent twice.");
    }
    return lines;
  }

  private static String indexed(Summary.Indexed indexed) {
    return "Indexed "
        + Words.count(indexed.done(), "file")
        + (indexed.failed() == 0
            ? ""
            : "; " + Words.number(indexed.failed()) + " could not be indexed")
        + (indexed.pending() == 0 ? "" : "; " + Words.number(indexed.pending()) + " not yet")
        + ".";
  }

  private boolean dry() {
    return counts.planned() > 0;
  }

  private String wouldSend() {
    return "Would send "
        + Words.count(counts.planned(), "file")
        + " ("
        + Words.bytes(plannedBytes)
        + ") to "
        + destination
        + ". Nothing was sent.";
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
    String why =
        summary.ending() == Summary.Ending.COMPLETE
            ? "changed while they were read"
            : "were not finished or changed while they were read";
    return "Left to the next run: " + Words.count(counts.deferred(), "file") + " that " + why + ".";
  }

  /** What ended the run has been said, and is not said again for each file. */
  private Stream<Outcome.Failed> ownFailures() {
    String said = summary.cause().map(Throwable::getMessage).orElse("");
    return summary.failures().stream().filter(failed -> !failed.error().equals(said));
  }

  private static String line(Outcome.Failed failed) {
    return "  " + SafeText.of(failed.path().value()) + ": " + SafeText.of(failed.error());
  }

  private Optional<String> more() {
    long shown = Math.min(FAILURES_SHOWN, ownFailures().count());
    long more = counts.failed() - shown;
    return more > 0 && (shown > 0 || summary.cause().isEmpty())
        ? Optional.of("  and " + Words.number(more) + " more (--report FILE lists all)")
        : Optional.empty();
  }

  private List<String> kinds() {
    return summary.failures().stream().map(Outcome.Failed::kind).distinct().sorted().toList();
  }
}
