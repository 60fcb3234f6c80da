package dev.davit.cli.run;

import dev.davit.cli.metrics.MetricsServer;
import dev.davit.cli.metrics.RunMetrics;
import dev.davit.cli.text.Say;
import dev.davit.core.Davit;
import dev.davit.core.port.OutboxView;
import dev.davit.core.port.OutboxView.Counts;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.WatchMonitor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Shows figures of a run while it goes on. Nothing of it is loaded unless it was asked for. */
final class Metering implements AutoCloseable {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Clock clock;
  private final RunMetrics metrics;
  private final Set<String> jobs = ConcurrentHashMap.newKeySet();
  private final MetricsServer server;
  private Counts counts = Counts.NONE;
  private Instant counted = Instant.MIN;

  private Metering(InetSocketAddress at, Clock clock) {
    this.clock = clock;
    metrics = new RunMetrics(clock);
    try {
      server = MetricsServer.start(at, metrics);
    } catch (IOException e) {
      throw new UsageException(
          Say.of(
              "--metrics: {0}:{1} cannot be listened on: {2}",
              at.getAddress().getHostAddress(), at.getPort(), String.valueOf(e.getMessage())));
    }
  }

  /**
   * Begins.
   *
   * @param watch what shows how a watch stands, if it is one
   * @throws UsageException if the address cannot be listened on
   */
  static Metering start(
      InetSocketAddress at,
      Clock clock,
      Davit davit,
      Upload upload,
      Optional<WatchMonitor> watch,
      Telling telling) {
    Metering metering = new Metering(at, clock);
    watch.ifPresentOrElse(metering.metrics::measureWatch, metering.metrics::measureBacklog);
    metering.metrics.measureRegistrations(() -> metering.counts(davit, upload));
    telling.heard(metering.metrics);
    telling.heard(event -> {
      if (event instanceof Event.SourceStarted started) {
        metering.jobs.add(started.jobId());
      }
    });
    return metering;
  }

  private synchronized Counts counts(Davit davit, Upload upload) {
    Instant now = clock.instant();
    if (counted.isBefore(now.minus(FRESH)) && !jobs.isEmpty()) {
      counts =
          davit.outboxes(upload.stateOptions()).stream()
              .filter(outbox -> jobs.contains(outbox.job().job().id()))
              .map(outbox -> outbox.look(OutboxView::counts))
              .reduce(Counts.NONE, Metering::sum);
      counted = now;
    }
    return counts;
  }

  private static Counts sum(Counts a, Counts b) {
    return new Counts(
        a.pending() + b.pending(), a.dead() + b.dead(), a.delivered() + b.delivered());
  }

  @Override
  public void close() {
    server.close();
  }
}
