package dev.davit.core.usecase;

import dev.davit.core.model.Entry;
import dev.davit.core.model.IndexState;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Indexing;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waits until a destination has indexed what is stored there of a job, as long as it gets on with
 * it. Other objects do not count.
 */
final class IndexWait {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration SLICE = Duration.ofMillis(100);

  private final Surroundings surroundings;
  private final Upload upload;
  private final Checkpoint checkpoint;
  private final Indexing indexing;
  private final Tally tally;
  private final Set<RelativePath> told = new HashSet<>();

  IndexWait(
      Surroundings surroundings,
      Upload upload,
      Checkpoint checkpoint,
      Indexing indexing,
      Tally tally) {
    this.surroundings = surroundings;
    this.upload = upload;
    this.checkpoint = checkpoint;
    this.indexing = indexing;
    this.tally = tally;
  }

  /** Waits, and tells of every file that could not be indexed. */
  Summary.Indexed run() throws InterruptedException {
    Summary.Indexed last = new Summary.Indexed(0, 0, Long.MAX_VALUE);
    long moved = surroundings.timer().nanos();
    Duration pause = FIRST_PAUSE;
    String trouble = "";
    while (true) {
      try {
        Summary.Indexed now = look();
        if (now.pending() < last.pending()) {
          moved = surroundings.timer().nanos();
        }
        last = now;
        trouble = "";
      } catch (StorageException.Transient e) {
        trouble = " (" + e.getMessage() + ")";
      }
      if (last.pending() == 0 || upload.stop().requested()) {
        return last;
      }
      Duration still = Duration.ofNanos(surroundings.timer().nanos() - moved);
      if (still.compareTo(upload.awaitIndexed().orElseThrow()) >= 0) {
        tally.tell(new Event.Notice(standstill(last, still, trouble)));
        return new Summary.Indexed(last.done(), last.failed(), Math.min(last.pending(), files()));
      }
      sleep(pause);
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private static String standstill(Summary.Indexed last, Duration still, String trouble) {
    return "nothing was indexed for "
        + still.toSeconds()
        + " s"
        + trouble
        + (last.pending() == Long.MAX_VALUE ? "" : "; " + last.pending() + " files still wait")
        + ". A knowledge base without embedding model and reranker never indexes anything.";
  }

  /** What is not known to be indexed if nobody could be asked. */
  private long files() {
    return tally.stored();
  }

  private Summary.Indexed look() {
    Map<IndexState, Long> counts = new EnumMap<>(IndexState.class);
    try (Stream<StoredObject> objects = indexing.indexed(Paths.below(upload.destination()))) {
      objects.forEach(object -> {
        Optional<RelativePath> path = path(object);
        if (path.isPresent()) {
          IndexState state = object.indexState().orElse(IndexState.DONE);
          counts.merge(state, 1L, Long::sum);
          tell(path.get(), object, state);
        }
      });
    }
    return new Summary.Indexed(
        counts.getOrDefault(IndexState.DONE, 0L),
        counts.getOrDefault(IndexState.FAILED, 0L),
        counts.getOrDefault(IndexState.PENDING, 0L));
  }

  private Optional<RelativePath> path(StoredObject object) {
    return Paths.of(upload.destination(), object.key())
        .filter(path ->
            checkpoint
                .entry(path)
                .flatMap(Entry::stored)
                .filter(stored -> stored.key().equals(object.key()))
                .isPresent());
  }

  private void tell(RelativePath path, StoredObject object, IndexState state) {
    if (state == IndexState.FAILED && told.add(path)) {
      tally.tell(new Event.IndexingFailed(path, reason(object)));
    }
  }

  private String reason(StoredObject object) {
    try {
      return indexing.failure(object);
    } catch (StorageException e) {
      return "the reason could not be asked for: " + e.getMessage();
    }
  }

  private void sleep(Duration pause) throws InterruptedException {
    for (Duration left = pause;
        left.isPositive() && !upload.stop().requested();
        left = left.minus(SLICE)) {
      surroundings.timer().sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
    }
  }
}
