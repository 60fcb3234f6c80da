package dev.davit.core.usecase;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Outbox;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Delivers what waits in an outbox: at least once each, whatever happens in between. What a
 * registrar postpones is tried again later, what it refuses is kept apart.
 */
final class DeliverRegistrations {
  private static final int PAGE = 1000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final Surroundings surroundings;
  private final Outbox outbox;
  private final Map<String, Registrar> registrars = new TreeMap<>();

  DeliverRegistrations(Surroundings surroundings, Outbox outbox, List<Registrar> registrars) {
    this.surroundings = surroundings;
    this.outbox = outbox;
    registrars.forEach(registrar -> this.registrars.put(registrar.name(), registrar));
  }

  /** Tries everything that is due, once. */
  void deliverDue() throws InterruptedException {
    Instant now = surroundings.clock().instant();
    List<Outbox.Pending> due;
    do {
      due = outbox.due(now, PAGE);
      for (Registrar registrar : registrars.values()) {
        deliver(registrar, of(due, registrar));
      }
    } while (due.size() == PAGE && of(due, registrars.values()) == PAGE);
  }

  private static List<Outbox.Pending> of(List<Outbox.Pending> due, Registrar registrar) {
    return due.stream()
        .filter(pending -> pending.registration().registrar().equals(registrar.name()))
        .toList();
  }

  private static int of(List<Outbox.Pending> due, Iterable<Registrar> registrars) {
    int count = 0;
    for (Registrar registrar : registrars) {
      count += of(due, registrar).size();
    }
    return count;
  }

  private void deliver(Registrar registrar, List<Outbox.Pending> due) throws InterruptedException {
    for (int from = 0; from < due.size(); from += registrar.batchSize()) {
      List<Outbox.Pending> batch =
          due.subList(from, Math.min(due.size(), from + registrar.batchSize()));
      List<Registration> registrations = batch.stream().map(Outbox.Pending::registration).toList();
      settle(batch, registrar.register(registrations));
    }
  }

  private void settle(List<Outbox.Pending> batch, List<Registrar.Result> results) {
    List<String> delivered = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Outbox.Pending pending = batch.get(i);
      String id = pending.registration().id();
      switch (results.get(i)) {
        case Registrar.Result.Delivered d -> delivered.add(id);
        case Registrar.Result.Refused refused -> outbox.bury(id, refused.error());
        case Registrar.Result.Postponed postponed ->
            outbox.postpone(id, nextTry(pending, postponed.retryAfter()), postponed.error());
      }
    }
    outbox.delivered(delivered);
  }

  private Instant nextTry(Outbox.Pending pending, Duration asked) {
    Duration ours = Duration.ofSeconds(1L << Math.min(pending.attempts(), 20));
    Duration pause = ours.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : ours;
    return surroundings.clock().instant().plus(pause.compareTo(asked) > 0 ? pause : asked);
  }
}
