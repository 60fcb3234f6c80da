package dev.davit.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.Watch;
import dev.davit.core.usecase.WatchMonitor;
import dev.davit.core.usecase.WatchStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A folder that is watched, and the folder that it is lifted to. */
final class WatchFixture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Path source;
  final Path target;
  final List<Event> events = new CopyOnWriteArrayList<>();
  final WatchMonitor monitor = new WatchMonitor();
  private final Path state;
  private Stop stop = new Stop();
  private CompletableFuture<Summary> running = CompletableFuture.completedFuture(null);

  WatchFixture(Path folder) throws IOException {
    Path real = folder.toRealPath();
    source = Files.createDirectories(real.resolve("source"));
    target = real.resolve("target");
    state = real.resolve("state");
  }

  void begin() throws Exception {
    begin(watch -> watch);
  }

  /** Begins to watch, and waits for the end of the first scan. */
  void begin(UnaryOperator<Watch.Builder> how) throws Exception {
    launch(how);
    await(
        "the first scan", () -> status().state() == WatchStatus.State.WATCHING || running.isDone());
  }

  void launch(UnaryOperator<Watch.Builder> how) {
    stop = new Stop();
    Upload upload =
        Upload.builder(List.of(source), Destination.parse("local:" + target))
            .stateOptions(StateOptions.defaults().withDirectory(state))
            .stop(stop)
            .build();
    Watch watch =
        how.apply(Watch.builder(upload).monitor(monitor).settle(Duration.ofMillis(100))).build();
    running = new CompletableFuture<>();
    CompletableFuture<Summary> result = running;
    Thread.ofPlatform()
        .name("watch")
        .start(() -> {
          try {
            result.complete(Davit.create().watch(watch, events::add));
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
  }

  WatchStatus status() {
    return monitor.status();
  }

  Summary end() throws Exception {
    stop.request();
    return ended();
  }

  Summary ended() throws Exception {
    try {
      return running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  Path write(String path, String text) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Waits for a condition. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now())
          .describedAs("waited for %s; status %s, events %s", what, status(), events)
          .isBefore(until);
      if (running.isCompletedExceptionally()) {
        ended();
      }
      Thread.sleep(20);
    }
  }

  /** Waits until the destination is what the source is, and the watch knows it. */
  void awaitEqual() throws Exception {
    await(
        "equality of " + source + " and " + target,
        () -> files(source).equals(files(target)) && isCalm());
  }

  private boolean isCalm() {
    return status().state() == WatchStatus.State.WATCHING && status().backlog() == 0;
  }

  static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    if (!Files.exists(folder)) {
      return files;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).toString().startsWith("."))
          .forEach(file -> files.put(folder.relativize(file).toString(), read(file)));
    } catch (IOException | UncheckedIOException e) {
      files.put("", e.toString()); // it changes meanwhile
    }
    return files;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns what was stored, once nothing is being done any more. */
  List<Outcome.Stored> stored() throws Exception {
    await("calm", () -> status().backlog() == 0);
    return events.stream()
        .filter(Event.FileFinished.class::isInstance)
        .map(event -> ((Event.FileFinished) event).outcome())
        .filter(Outcome.Stored.class::isInstance)
        .map(Outcome.Stored.class::cast)
        .toList();
  }

  List<String> notices() {
    return events.stream()
        .filter(Event.Notice.class::isInstance)
        .map(event -> ((Event.Notice) event).sentence())
        .toList();
  }

  @Override
  public void close() throws Exception {
    if (!running.isDone()) {
      Summary unused = end();
    }
  }
}
