package dev.davit.core.usecase;

/**
 * Hears the events of a run.
 *
 * <p><b>Threads.</b> Called for one event at a time, in order, on the run's own threads: be quick,
 * work waits meanwhile. What it throws ends the run as an internal error.
 */
@FunctionalInterface
public interface EventListener {

  /** Hears an event. */
  void on(Event event);

  /** Returns a listener that ignores everything. */
  static EventListener none() {
    return event -> {};
  }

  /** Returns a listener that tells this one first and then another. */
  default EventListener and(EventListener other) {
    return event -> {
      on(event);
      other.on(event);
    };
  }
}
