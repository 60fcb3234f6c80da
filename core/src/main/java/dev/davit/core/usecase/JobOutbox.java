package dev.davit.core.usecase;

import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.KnownJob;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.spi.Surroundings;
import java.util.List;
import java.util.function.Function;

/** What a job of this machine must still register, or could not. Used by one thread. */
public final class JobOutbox {
  private final Surroundings surroundings;
  private final Machine machine;
  private final KnownJob known;
  private final StateOptions state;

  /** Prepares it; see {@link dev.davit.core.Davit#outboxes}. */
  public JobOutbox(Surroundings surroundings, Machine machine, KnownJob known, StateOptions state) {
    this.surroundings = surroundings;
    this.machine = machine;
    this.known = known;
    this.state = state;
  }

  /** Returns the job. */
  public KnownJob job() {
    return known;
  }

  /**
   * Looks, also while another process has the job open.
   *
   * @throws dev.davit.core.port.CheckpointException if the state cannot be read
   */
  public <T> T look(Function<OutboxView, T> look) {
    try (CheckpointView view = machine.view(known.job(), state, notice -> {})) {
      return look.apply(view.outbox());
    }
  }

  /**
   * Makes dead registrations pending again, and pending ones due at once; also while another
   * process has the job open, which then delivers them.
   *
   * @throws dev.davit.core.port.CheckpointException if the state cannot be written
   */
  public void retry(List<String> ids) {
    machine.replay(known.job(), state, ids, List.of());
  }

  /**
   * Forgets dead registrations; also while another process has the job open.
   *
   * @throws dev.davit.core.port.CheckpointException if the state cannot be written
   */
  public void drop(List<String> ids) {
    machine.replay(known.job(), state, List.of(), ids);
  }

  /**
   * Delivers what is due for some registrars.
   *
   * @throws dev.davit.core.port.CheckpointException LOCKED if another process has the job open, or
   *     if the state cannot be written
   * @throws InterruptedException if interrupted; what was not delivered waits
   */
  public void deliver(List<Registrar> registrars, Stop stop) throws InterruptedException {
    try (Checkpoint checkpoint = machine.checkpoint(known.job(), state, notice -> {})) {
      new DeliverRegistrations(surroundings, checkpoint.outbox(), registrars, stop).deliverDue();
    }
  }
}
