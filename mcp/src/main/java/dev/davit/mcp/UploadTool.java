package dev.davit.mcp;

import dev.davit.core.Davit;
import dev.davit.core.model.Destination;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.registrar.index.IndexRegistrar;
import dev.davit.registrar.index.Recorded;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what an agent names, from folders that were allowed, to destinations that were allowed.
 *
 * <p>A path counts by where it really leads: a link that leaves the allowed folders is refused, and
 * links inside a folder are not followed. One upload runs at a time; others wait.
 */
public final class UploadTool {
  static final String NAME = "upload";

  private static final Logger LOG = LoggerFactory.getLogger(UploadTool.class);
  private static final int MOST_FILES = 100;
  private static final int MOST_ERRORS = 10;

  private final Davit davit;
  private final List<Path> roots;
  private final Map<String, Place> destinations;
  private final ReentrantLock running = new ReentrantLock(true);

  /**
   * Where may be sent to.
   *
   * @param settings of the destination by name
   */
  public record Place(Destination destination, Map<String, String> settings) {
    /** Copies the map. */
    public Place {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Allows uploads.
   *
   * @param roots folders from which may be sent; not empty
   * @param destinations where to, by name; not empty
   * @throws IOException if a root is not there
   */
  public UploadTool(Davit davit, List<Path> roots, Map<String, Place> destinations)
      throws IOException {
    this.davit = davit;
    List<Path> real = new ArrayList<>();
    for (Path root : roots) {
      real.add(root.toRealPath());
    }
    this.roots = List.copyOf(real);
    this.destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
  }

  Map<String, Object> destinations() {
    return Map.of(
        "destinations",
        destinations.entrySet().stream()
            .map(each ->
                Map.of(
                    "name", each.getKey(), "destination", each.getValue().destination().toString()))
            .toList(),
        "roots",
        roots.stream().map(Path::toString).toList());
  }

  Map<String, Object> upload(SessionIndex session, Map<String, Object> arguments)
      throws ToolException, InterruptedException {
    Path path = allowed(String.valueOf(arguments.get("path")));
    Place place = place(String.valueOf(arguments.get("destination")));
    OptionalInt turn =
        arguments.get("turn") instanceof Number number
            ? OptionalInt.of(number.intValue())
            : OptionalInt.empty();
    running.lockInterruptibly();
    try {
      return upload(session, path, place, turn);
    } finally {
      running.unlock();
    }
  }

  private Map<String, Object> upload(SessionIndex session, Path path, Place place, OptionalInt turn)
      throws ToolException, InterruptedException {
    Told told = new Told();
    IndexRegistrar registrar =
        new IndexRegistrar(session, IndexRegistrar.store(place.destination()), told::recorded);
    Upload order =
        Upload.builder(List.of(path), place.destination())
            .settings(place.settings())
            .registrars(List.of(registrar))
            .registrationAttributes(IndexRegistrar.attributes(turn))
            .telling(Upload.Telling.PRESENT)
            .build();
    try {
      return told.answer(davit.upload(order, told::hear), new IndexJson(session.handle()));
    } catch (SettingsException e) {
      LOG.warn("{}", e.getMessage(), e);
      throw new ToolException(
          "misconfigured", "The operator must set up this destination; the server's log says how.");
    } catch (CheckpointException e) {
      LOG.warn("{}", e.getMessage(), e);
      throw new ToolException(
          "busy", "Another process sends from this folder just now. Try again in a moment.");
    } catch (SourceException e) {
      throw new ToolException("not_found", "There is no such file or folder any more.");
    } catch (StorageException e) {
      throw new ToolException("destination_unavailable", String.valueOf(e.getMessage()));
    }
  }

  private Place place(String name) throws ToolException {
    Place place = destinations.get(name);
    if (place == null) {
      throw new ToolException(
          "unknown_destination", "destination must be one of " + destinations.keySet() + ".");
    }
    return place;
  }

  /** Returns where a path really leads, if that is inside a root. */
  private Path allowed(String named) throws ToolException {
    try {
      Path path = Path.of(named);
      for (Path root : roots) {
        Path candidate = root.resolve(path);
        if (Files.exists(candidate)) {
          Path real = candidate.toRealPath();
          if (roots.stream().anyMatch(real::startsWith)) {
            return real;
          }
        }
      }
    } catch (InvalidPathException | IOException e) {
      LOG.debug("{} cannot be looked at.", named, e);
    }
    throw new ToolException(
        "not_found", "There is no such file or folder inside the allowed roots: " + roots + ".");
  }

  /** What is heard of one upload. */
  private static final class Told {
    private final List<Recorded> recorded = new ArrayList<>();
    private final List<Map<String, Object>> errors = new ArrayList<>();

    synchronized void recorded(Recorded one) {
      if (recorded.size() < MOST_FILES) {
        recorded.add(one);
      }
    }

    synchronized void hear(Event event) {
      if (event instanceof Event.FileFinished(Outcome outcome) && errors.size() < MOST_ERRORS) {
        switch (outcome) {
          case Outcome.Failed failed -> add(failed.path().value(), failed.error());
          case Outcome.Deferred deferred ->
              add(deferred.path().value(), "left to the next try: " + deferred.reason());
          default -> {}
        }
      }
    }

    private void add(String path, String error) {
      errors.add(Map.of("path", path, "error", error));
    }

    synchronized Map<String, Object> answer(Summary summary, IndexJson json) {
      Summary.Counts counts = summary.counts();
      long unchanged =
          summary.skipped().getOrDefault(Outcome.SkipReason.UNCHANGED, 0L)
              + summary.skipped().getOrDefault(Outcome.SkipReason.SAME_CONTENT, 0L);
      long failed = counts.failed() + counts.deferred();
      summary.cause().ifPresent(cause -> add("", String.valueOf(cause.getMessage())));
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("status", status(summary, counts.stored() + unchanged > 0, failed > 0));
      answer.put("stored", counts.stored());
      answer.put("unchanged", unchanged);
      answer.put("skipped", counts.skipped() - unchanged);
      answer.put("failed", failed);
      if (!errors.isEmpty()) {
        answer.put("errors", errors);
      }
      answer.put("files", recorded.stream().map(one -> json.file(one.file())).toList());
      return answer;
    }

    private static String status(Summary summary, boolean someArrived, boolean someFailed) {
      return switch (summary.ending()) {
        case INTERRUPTED -> "cancelled";
        case STOPPED, LIMITED -> someArrived ? "partial" : "failed";
        case COMPLETE -> !someFailed ? "ok" : someArrived ? "partial" : "failed";
      };
    }
  }
}
