package dev.davit.core.usecase;

import dev.davit.core.model.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Makes what is remembered of a run. */
final class RunRecords {

  private RunRecords() {}

  static RunRecord of(Instant begun, Duration took, Summary.Ending ending, Summary.Counts counts) {
    return new RunRecord(
        begun,
        took,
        ending.name().toLowerCase(Locale.ROOT),
        counts.stored(),
        counts.skipped(),
        counts.deferred(),
        counts.failed(),
        counts.storedBytes(),
        counts.sentBytes());
  }
}
