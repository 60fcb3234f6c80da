package dev.davit.core.usecase;

import dev.davit.core.model.RunRecord;
import dev.davit.core.port.OutboxView;
import dev.davit.core.spi.KnownJob;
import java.util.List;

/**
 * How a job of this machine stands.
 *
 * @param job which
 * @param runs its last runs, the newest first; empty if none ended yet
 * @param unfinished uploads that have begun and are not complete
 * @param registrations how many wait, were refused, were delivered
 */
public record JobStatus(
    KnownJob job, List<RunRecord> runs, long unfinished, OutboxView.Counts registrations) {

  /** Copies the list. */
  public JobStatus {
    runs = List.copyOf(runs);
  }
}
