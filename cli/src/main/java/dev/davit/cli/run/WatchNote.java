package dev.davit.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.cli.report.OwnerOnly;
import dev.davit.cli.show.Ticked;
import dev.davit.cli.show.Words;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.WatchMonitor;
import dev.davit.core.usecase.WatchStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a watch stands, noted every few seconds beside its job's state for {@code davit status}. */
final class WatchNote implements EventListener, Ticked {
  private static final String NAME = "watch.json";
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final double MILLIS = 1e3;

  private final WatchMonitor monitor;
  private final Path state;
  private final ObjectMapper json = new ObjectMapper();
  private volatile @Nullable Path file;
  private long next = System.nanoTime();

  /** Makes one for a watch whose job keeps its state below a folder. */
  WatchNote(WatchMonitor monitor, Path state) {
    this.monitor = monitor;
    this.state = state;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.SourceStarted(Path source, String job)) {
      file = state.resolve(job).resolve(NAME);
    }
  }

  @Override
  public void tick(long nanos) {
    Path place = file;
    if (place != null && nanos - next >= 0) {
      next = nanos + PAUSE;
      write(place);
    }
  }

  @Override
  public void end(long nanos) {
    Path place = file;
    if (place != null) {
      try {
        Files.deleteIfExists(place);
      } catch (IOException e) {
        // who reads it sees that nothing runs
      }
    }
  }

  private void write(Path place) {
    WatchStatus status = monitor.status();
    ObjectNode note = json.createObjectNode();
    note.put("state", status.state().name().toLowerCase(Locale.ROOT));
    note.put("backlog", status.backlog());
    note.put("lag_seconds", status.lag().toMillis() / MILLIS);
    put(note, "last_event", status.lastEvent());
    put(note, "last_stored", status.lastStored());
    put(note, "credential_since", status.credentialSince());
    put(note, "credential_ends", status.credentialEnds());
    note.put("stored", status.stored());
    note.put("removed", status.removed());
    note.put("failed", status.failed());
    note.put("waiting_for", status.waitingFor());
    Path whole = place.resolveSibling(NAME + ".part");
    try {
      Files.deleteIfExists(whole);
      Files.createFile(whole, OwnerOnly.file());
      Files.write(whole, json.writeValueAsBytes(note));
      Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // it is for looking at; the watch goes on
    }
  }

  private static void put(ObjectNode note, String name, Optional<Instant> at) {
    at.ifPresent(instant -> note.put(name, instant.toString()));
  }

  /** Returns what the watch of a job noted last, if it noted anything. */
  static Optional<JsonNode> read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file)
          ? Optional.of(new ObjectMapper().readTree(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it ends just now
    }
  }

  /** Returns the same in words. */
  static String words(JsonNode note) {
    long backlog = note.path("backlog").asLong();
    String state =
        switch (note.path("state").asText()) {
          case "scanning" -> Say.of("watching, and looking through the folder for the first time");
          case "waiting" -> Say.of("watching, but waiting: {0}", note.path("waiting_for").asText());
          case "source_gone" -> Say.of("waiting for the folder to come back");
          default -> Say.of("watching");
        };
    Duration lag = Duration.ofMillis((long) (note.path("lag_seconds").asDouble() * MILLIS));
    return backlog == 0
        ? state
        : Say.of(
            "{0}; {1} to deal with, the oldest for {2}",
            state, Words.count(backlog, "file"), Words.span(lag));
  }
}
