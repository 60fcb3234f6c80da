package dev.davit.core.usecase;

import dev.davit.core.model.RunRecord;
import dev.davit.core.model.Why;
import dev.davit.core.port.RequestForecast;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Adds up what a dry run finds. Guarded by its owner's lock. */
final class Planning {
  private final Map<Why, Plan.Amount> amounts = new EnumMap<>(Why.class);
  private final Optional<RequestForecast> forecast;
  private long requests;
  private Plan.Amount ofThisJob = new Plan.Amount(0, 0);
  private @Nullable Duration expected = Duration.ZERO;

  Planning(Optional<RequestForecast> forecast) {
    this.forecast = forecast;
  }

  void add(Outcome.Planned file) {
    Plan.Amount amount = new Plan.Amount(1, file.length());
    amounts.merge(file.why(), amount, Plan.Amount::plus);
    ofThisJob = ofThisJob.plus(amount);
    requests += forecast.map(f -> f.requests(file.length())).orElse(0L);
  }

  /** A job is looked through; these were its runs, the newest first. */
  void jobEnded(List<RunRecord> runs) {
    Optional<Duration> more = expect(ofThisJob, runs);
    expected = expected == null || more.isEmpty() ? null : expected.plus(more.get());
    ofThisJob = new Plan.Amount(0, 0);
  }

  /** Files cost time and bytes do: whichever there are relatively more of decides. */
  static Optional<Duration> expect(Plan.Amount amount, List<RunRecord> runs) {
    if (amount.files() == 0) {
      return Optional.of(Duration.ZERO);
    }
    return runs.stream()
        .filter(run -> run.stored() > 0)
        .findFirst()
        .map(run -> {
          double files = (double) amount.files() / run.stored();
          double bytes = (double) amount.bytes() / Math.max(1, run.storedBytes());
          double nanos = run.took().toNanos() * Math.max(files, amount.bytes() == 0 ? 0 : bytes);
          return Duration.ofNanos((long) nanos);
        });
  }

  Plan plan() {
    return new Plan(
        amounts,
        forecast.isPresent() ? OptionalLong.of(requests) : OptionalLong.empty(),
        Optional.ofNullable(expected));
  }
}
