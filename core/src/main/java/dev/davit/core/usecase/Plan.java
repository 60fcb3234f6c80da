package dev.davit.core.usecase;

import dev.davit.core.model.Why;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run would send.
 *
 * @param amounts how much for each reason that occurs
 * @param requests how many requests it would take if none were repeated; empty if the destination
 *     does not know
 * @param expected how long it would take at the pace of the last run of each job that sent
 *     anything; empty if there was none
 */
public record Plan(Map<Why, Amount> amounts, OptionalLong requests, Optional<Duration> expected) {

  /** Copies the map. */
  public Plan {
    amounts = Map.copyOf(amounts);
  }

  /** So many files with so many bytes. */
  public record Amount(long files, long bytes) {
    Amount plus(Amount other) {
      return new Amount(files + other.files, bytes + other.bytes);
    }
  }

  /** Returns how much is sent for whatever reason. */
  public Amount total() {
    return amounts.values().stream().reduce(new Amount(0, 0), Amount::plus);
  }
}
