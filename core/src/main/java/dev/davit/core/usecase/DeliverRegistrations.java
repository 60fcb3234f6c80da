package dev.davit.core.usecase;

import dev.davit.core.port.Outbox;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers what waits in an outbox: at least once each, whatever happens in between. What a
 * registrar postpones is tried again later, what it refuses is kept apart. A registrar that does
 * not answer holds nobody up for long, and a stop begins no further batch: what is left waits.
 */
final class DeliverRegistrations {
  private static final int PAGE = 1000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** So many batches in a row that are postponed whole mean that the registrar is down. */
  private static final int PATIENCE = 3;

  private final Surroundings surroundings;
  private final Outbox outbox;
  private final List<Registrar> registrars;
  private final Stop stop;

  DeliverRegistrations(
      Surroundings surroundings, Outbox outbox, List<Registrar> registrars, Stop stop) {
    this.surroundings = surroundings;
    this.outbox = outbox;
    this.registrars = registrars;
    this.stop = stop;
  }

  /** Tries everything that is due, once. */
  void deliverDue() throws InterruptedException {
    Instant now = surroundings.clock().instant();
    for (Registrar registrar : registrars) {
      new Round(registrar, now).deliver();
    }
  }

  /** What one registrar is told now. */
  private final class Round {
    private final Registrar registrar;
    private final Instant now;
    private int postponedInARow;

    Round(Registrar registrar, Instant now) {
      this.registrar = registrar;
      this.now = now;
    }

    void deliver() throws InterruptedException {
      List<OutboxView.Pending> due;
      do {
        due = outbox.due(registrar.name(), now, PAGE);
        deliver(due);
      } while (due.size() == PAGE && !over());
    }

    private boolean over() {
      return stop.requested() || postponedInARow == PATIENCE;
    }

    private void deliver(List<OutboxView.Pending> due) throws InterruptedException {
      int size = registrar.batchSize();
      for (int from = 0; from < due.size() && !over(); from += size) {
        List<OutboxView.Pending> batch = due.subList(from, Math.min(due.size(), from + size));
        List<Registrar.Result> results =
            registrar.register(batch.stream().map(OutboxView.Pending::registration).toList());
        settle(registrar, batch, results);
        boolean postponed = results.stream().allMatch(Registrar.Result.Postponed.class::isInstance);
        postponedInARow = postponed ? postponedInARow + 1 : 0;
      }
    }
  }

  private void settle(
      Registrar registrar, List<OutboxView.Pending> batch, List<Registrar.Result> results) {
    List<String> delivered = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      OutboxView.Pending pending = batch.get(i);
      String id = pending.registration().id();
      switch (results.get(i)) {
        case Registrar.Result.Delivered d -> delivered.add(id);
        case Registrar.Result.Refused refused -> outbox.bury(id, refused.error());
        case Registrar.Result.Postponed postponed
            when pending.attempts() + 1 >= registrar.maxAttempts() ->
            outbox.bury(id, postponed.error());
        case Registrar.Result.Postponed postponed ->
            outbox.postpone(id, nextTry(pending, postponed.retryAfter()), postponed.error());
      }
    }
    outbox.delivered(delivered);
  }

  private Instant nextTry(OutboxView.Pending pending, Duration asked) {
    Duration ours = Duration.ofSeconds(1L << Math.min(pending.attempts(), 20));
    Duration pause = ours.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : ours;
    return surroundings.clock().instant().plus(pause.compareTo(asked) > 0 ? pause : asked);
  }
}
