package dev.davit.core.usecase;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes summaries without a run. */
public final class Summaries {

  private Summaries() {}

  public static Summary of(Summary.Ending ending, Summary.Counts counts) {
    return of(ending, counts, Map.of(), List.of(), null);
  }

  public static Summary of(
      Summary.Ending ending,
      Summary.Counts counts,
      Map<Outcome.SkipReason, Long> skipped,
      List<Outcome.Failed> failures,
      Throwable cause) {
    return new Summary(counts, skipped, failures, Duration.ofSeconds(83), ending, cause, null);
  }

  /** Returns the summary of a dry run that planned this. */
  public static Summary of(Plan plan) {
    long files = plan.total().files();
    Summary.Counts counts = new Summary.Counts(files, 0, files, 0, 0, 0, 0, 0);
    return new Summary(
        counts, Map.of(), List.of(), Duration.ofSeconds(1), Summary.Ending.COMPLETE, null, plan);
  }
}
