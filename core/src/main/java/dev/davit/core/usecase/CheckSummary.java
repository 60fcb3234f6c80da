package dev.davit.core.usecase;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a check went. */
public final class CheckSummary {
  private final Map<Checked.Verdict, Long> counts;
  private final long byLength;
  private final boolean lookedForExtra;
  private final Duration took;
  private final @Nullable Throwable cause;

  CheckSummary(
      Map<Checked.Verdict, Long> counts,
      long byLength,
      boolean lookedForExtra,
      Duration took,
      @Nullable Throwable cause) {
    this.counts = Map.copyOf(counts);
    this.byLength = byLength;
    this.lookedForExtra = lookedForExtra;
    this.took = took;
    this.cause = cause;
  }

  /** Returns how many there were of a verdict. */
  public long count(Checked.Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** Returns how many are called the same though only their lengths could be compared. */
  public long sameByLengthOnly() {
    return byLength;
  }

  /** Tells whether objects without a file were looked for: the destination must be able to list. */
  public boolean lookedForExtra() {
    return lookedForExtra;
  }

  /** Returns how long it took. */
  public Duration took() {
    return took;
  }

  /** Returns why it ended before everything was compared, if it did. */
  public Optional<Throwable> cause() {
    return Optional.ofNullable(cause);
  }

  /** Tells whether source and destination are the same, as far as was compared. */
  public boolean same() {
    return cause == null
        && counts.entrySet().stream()
            .allMatch(each -> each.getKey() == Checked.Verdict.SAME || each.getValue() == 0);
  }
}
