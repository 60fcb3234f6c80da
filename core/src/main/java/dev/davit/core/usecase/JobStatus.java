package dev.davit.core.usecase;

import dev.davit.core.model.RunRecord;
import dev.davit.core.spi.KnownJob;
import java.util.List;

/**
 * How a job of this machine stands.
 *
 * @param job which
 * @param runs its last runs, the newest first; empty if none ended yet
 * @param unfinished uploads that have begun and are not complete
 * @param waiting registrations that wait to be delivered
 */
public record JobStatus(KnownJob job, List<RunRecord> runs, long unfinished, long waiting) {

  /** Copies the list. */
  public JobStatus {
    runs = List.copyOf(runs);
  }
}
