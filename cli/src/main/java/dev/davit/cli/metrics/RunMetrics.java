package dev.davit.cli.metrics;

import dev.davit.core.port.OutboxView.Counts;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.WatchMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens during a run, and measures how it stands. No figure tells the name of a file
 * or object; times are seconds, counts are of files.
 */
public final class RunMetrics implements EventListener {
  private static final double MILLIS = 1e3;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Map<Kind, Counter> files = new EnumMap<>(Kind.class);
  private final Counter storedBytes = counter("davit.stored.bytes", "Content of stored files.");
  private final Counter retries = counter("davit.retries", "Requests that had to be repeated.");
  private volatile double lastStored = Double.NaN;
  private volatile long found;

  /** What became of a file. */
  private enum Kind {
    STORED,
    SKIPPED,
    DEFERRED,
    FAILED
  }

  /** Makes one. */
  public RunMetrics(Clock clock) {
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      files.put(
          kind,
          Counter.builder("davit.files")
              .description("Files that were dealt with, by what became of them.")
              .tag("outcome", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    measure(
        "davit.last.stored.timestamp.seconds", "When a file last arrived.", () -> lastStored);
  }

  private Counter counter(String name, String help) {
    return Counter.builder(name).description(help).register(registry);
  }

  /**
   * Adds a figure that can rise and fall.
   *
   * @param name with dots, such as {@code davit.backlog.files}
   * @param value asked for whenever someone looks, by any thread; null if it is not known
   */
  void measure(String name, String help, Supplier<@Nullable Number> value) {
    Gauge.builder(name, () -> known(value.get()))
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  /** Adds how many files were found and are not dealt with yet; a run that ends has no other. */
  public void measureBacklog() {
    measure(
        "davit.backlog.files",
        "Files that were found and are not dealt with yet.",
        () ->
            Math.max(0, found - files.values().stream().mapToDouble(Counter::count).sum()));
  }

  /** Adds how a watch stands. */
  public void measureWatch(WatchMonitor monitor) {
    measure(
        "davit.backlog.files",
        "Files that changed and are not dealt with yet.",
        () -> monitor.status().backlog());
    measure(
        "davit.lag.seconds",
        "Since when the oldest change waits.",
        () -> monitor.status().lag().toMillis() / MILLIS);
    measure(
        "davit.last.event.timestamp.seconds",
        "When the folder last changed.",
        () -> seconds(monitor.status().lastEvent()));
    measure(
        "davit.credential.age.seconds",
        "Since when the credential in use is in use.",
        () -> age(monitor.status().credentialSince()));
    measure(
        "davit.credential.expiry.timestamp.seconds",
        "When the credential in use ends.",
        () -> seconds(monitor.status().credentialEnds()));
  }

  /** Adds how many registrations there are. */
  public void measureRegistrations(Supplier<Counts> counts) {
    measure(
        "davit.registrations.pending",
        "Registrations that wait.",
        () -> counts.get().pending());
    measure(
        "davit.registrations.dead",
        "Registrations that were refused.",
        () -> counts.get().dead());
    measure(
        "davit.registrations.delivered",
        "Registrations that were delivered since the job has state.",
        () -> counts.get().delivered());
  }

  private static @Nullable Number seconds(Optional<Instant> time) {
    return time.map(each -> each.toEpochMilli() / MILLIS).orElse(null);
  }

  private @Nullable Number age(Optional<Instant> since) {
    return since
        .map(each -> Duration.between(each, clock.instant()).toMillis() / MILLIS)
        .orElse(null);
  }

  private static double known(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Found more -> found = more.files();
      case Event.FileFinished(Outcome outcome) -> finished(outcome);
      case Event.Retrying r -> retries.increment();
      default -> {}
    }
  }

  private void finished(Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored stored -> {
        count(Kind.STORED);
        storedBytes.increment((double) stored.length());
        lastStored = clock.millis() / MILLIS;
      }
      case Outcome.Skipped s -> count(Kind.SKIPPED);
      case Outcome.Deferred d -> count(Kind.DEFERRED);
      case Outcome.Failed f -> count(Kind.FAILED);
      case Outcome.Planned p -> {}
    }
  }

  private void count(Kind kind) {
    Objects.requireNonNull(files.get(kind)).increment();
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }
}
