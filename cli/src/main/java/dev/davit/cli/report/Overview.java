package dev.davit.cli.report;

import dev.davit.core.model.RelativePath;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * What a page says of a run: counts, and of the files themselves a few of each sort, however many
 * there are. Used by one thread at a time.
 */
final class Overview implements EventListener {
  static final int SAMPLES = 20;
  private static final Comparator<Slow> FASTEST_FIRST =
      Comparator.comparing((Slow slow) -> slow.file().took())
          .thenComparingLong(slow -> slow.file().length());

  final List<Event.SourceStarted> sources = new ArrayList<>();
  final List<String> notices = new ArrayList<>();
  final Failures failures = new Failures();
  final SizeClasses sizes = new SizeClasses();
  final Map<Outcome.SkipReason, Some<Outcome.Skipped>> skipped =
      new EnumMap<>(Outcome.SkipReason.class);
  final Map<Outcome.DeferReason, Some<Outcome.Deferred>> deferred =
      new EnumMap<>(Outcome.DeferReason.class);
  final Some<Outcome.Planned> planned = new Some<>();
  final Timeline timeline;
  Instant started = Instant.EPOCH;
  long found;
  long stored;
  long failed;
  long storedBytes;
  long sentBytes;
  long plannedBytes;
  long retries;
  private final PriorityQueue<Slow> slowest = new PriorityQueue<>(FASTEST_FIRST);
  private final LongSupplier nanos;

  /** A stored file and the source it is from. */
  record Slow(Path source, Outcome.Stored file) {}

  /** Some of many. */
  static final class Some<T> {
    final List<T> samples = new ArrayList<>();
    long count;

    void add(T one) {
      count++;
      if (samples.size() < SAMPLES) {
        samples.add(one);
      }
    }
  }

  /** Begins; {@code nanos} tells the time, as differences. */
  Overview(LongSupplier nanos) {
    this.nanos = nanos;
    timeline = new Timeline(nanos.getAsLong());
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.RunStarted run -> started = run.at();
      case Event.SourceStarted source -> sources.add(source);
      case Event.Found more -> found = more.files();
      case Event.FileStarted e -> {}
      case Event.Progressed(RelativePath path, long bytes) ->
          timeline.add(nanos.getAsLong(), bytes, 0);
      case Event.Retrying e -> retries++;
      case Event.FileFinished(Outcome outcome) -> finished(outcome);
      case Event.IndexingFailed(RelativePath path, String detail) -> note(path + ": " + detail);
      case Event.Removed e -> {}
      case Event.Notice(String sentence) -> note(sentence);
      case Event.RunFinished e -> {}
    }
  }

  private void note(String sentence) {
    if (notices.size() < SAMPLES) {
      notices.add(sentence);
    }
  }

  private void finished(Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored s -> stored(s);
      case Outcome.Failed f -> {
        failed++;
        failures.add(f);
      }
      case Outcome.Skipped s -> skipped.computeIfAbsent(s.reason(), it -> new Some<>()).add(s);
      case Outcome.Deferred d -> deferred.computeIfAbsent(d.reason(), it -> new Some<>()).add(d);
      case Outcome.Planned p -> {
        planned.add(p);
        plannedBytes += p.length();
        sizes.add(p.length());
      }
    }
  }

  private void stored(Outcome.Stored file) {
    stored++;
    storedBytes += file.length();
    sentBytes += file.sentBytes();
    sizes.add(file.length());
    timeline.add(nanos.getAsLong(), 0, 1);
    slowest.add(new Slow(source(), file));
    if (slowest.size() > SAMPLES) {
      slowest.poll();
    }
  }

  private Path source() {
    return sources.isEmpty() ? Path.of("") : sources.getLast().source();
  }

  /** Returns the files that took longest, the slowest first. */
  List<Slow> slowest() {
    return slowest.stream().sorted(FASTEST_FIRST.reversed()).toList();
  }

  long skippedFiles() {
    return skipped.values().stream().mapToLong(some -> some.count).sum();
  }

  long deferredFiles() {
    return deferred.values().stream().mapToLong(some -> some.count).sum();
  }

  /** Tells whether anything happened that somebody may want to look at later. */
  boolean eventful() {
    return stored + failed + deferredFiles() > 0 || !notices.isEmpty();
  }
}
