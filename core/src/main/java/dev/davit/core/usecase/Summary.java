package dev.davit.core.usecase;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run went. Counts are of files. */
public final class Summary {
  private final Counts counts;
  private final Map<Outcome.SkipReason, Long> skipped;
  private final List<Outcome.Failed> failures;
  private final Duration took;
  private final Ending ending;
  private final @Nullable Throwable cause;
  private final @Nullable Indexed indexed;
  private final @Nullable Plan plan;

  /** Makes one; {@code failures} holds the first few. */
  Summary(
      Counts counts,
      Map<Outcome.SkipReason, Long> skipped,
      List<Outcome.Failed> failures,
      Duration took,
      Ending ending,
      @Nullable Throwable cause,
      @Nullable Plan plan) {
    this(counts, skipped, failures, took, ending, cause, plan, null);
  }

  private Summary(
      Counts counts,
      Map<Outcome.SkipReason, Long> skipped,
      List<Outcome.Failed> failures,
      Duration took,
      Ending ending,
      @Nullable Throwable cause,
      @Nullable Plan plan,
      @Nullable Indexed indexed) {
    this.counts = counts;
    this.skipped = Map.copyOf(skipped);
    this.failures = List.copyOf(failures);
    this.took = took;
    this.ending = ending;
    this.cause = cause;
    this.plan = plan;
    this.indexed = indexed;
  }

  Summary withIndexed(Indexed indexed) {
    return new Summary(counts, skipped, failures, took, ending, cause, plan, indexed);
  }

  /** How a run ended. */
  public enum Ending {
    /** Everything found was dealt with. */
    COMPLETE,
    /** It was asked to stop. */
    INTERRUPTED,
    /** It had taken as long, or sent as much, as it was allowed to. */
    LIMITED,
    /** It stopped because going on was pointless; {@link Summary#cause} says why. */
    STOPPED
  }

  /**
   * The numbers.
   *
   * @param found files found, taken or not
   * @param stored files stored
   * @param planned files that a dry run would store
   * @param skipped files that need not be sent
   * @param deferred files left to the next run
   * @param failed files that could not be sent
   * @param storedBytes content of the stored files, in bytes
   * @param sentBytes bytes that travelled, repetitions included
   */
  public record Counts(
      long found,
      long stored,
      long planned,
      long skipped,
      long deferred,
      long failed,
      long storedBytes,
      long sentBytes) {}

  /**
   * How far the destination has come with what is stored there of this job.
   *
   * @param done files that can be searched
   * @param failed files that it could not index
   * @param pending files that it was not done with when the wait ended
   */
  public record Indexed(long done, long failed, long pending) {}

  /** Returns the numbers. */
  public Counts counts() {
    return counts;
  }

  /** Returns how many files were skipped for each reason that occurred. */
  public Map<Outcome.SkipReason, Long> skipped() {
    return skipped;
  }

  /** Returns the first failures, at most 20. */
  public List<Outcome.Failed> failures() {
    return failures;
  }

  /** Returns how long the run took. */
  public Duration took() {
    return took;
  }

  /** Returns how it ended. */
  public Ending ending() {
    return ending;
  }

  /** Returns why it stopped before the end, if it did. */
  public Optional<Throwable> cause() {
    return Optional.ofNullable(cause);
  }

  /** Returns what would be sent, if it was a dry run. */
  public Optional<Plan> plan() {
    return Optional.ofNullable(plan);
  }

  /** Returns how far indexing has come, if it was waited for. */
  public Optional<Indexed> indexed() {
    return Optional.ofNullable(indexed);
  }

  /** Tells whether every file is where it should be, and indexed if that was waited for. */
  public boolean ok() {
    return ending == Ending.COMPLETE
        && counts.failed() == 0
        && indexed().filter(each -> each.failed() + each.pending() > 0).isEmpty();
  }
}
