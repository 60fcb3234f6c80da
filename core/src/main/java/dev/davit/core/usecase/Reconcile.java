package dev.davit.core.usecase;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares a folder of a watched source with what is remembered of it: both in the order of paths,
 * once through. Used by one thread, once.
 */
final class Reconcile {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Checkpoint checkpoint;
  private final String below;
  private final Found found;
  private final BooleanSupplier ending;
  private final List<String> leftOut = new ArrayList<>();
  private @Nullable Entry known;
  private long files;
  private long missing;

  /** Hears what was found. */
  interface Found {

    /** A file is there; {@code known} is what is remembered of it. */
    void file(SourceFile file, Optional<Entry> known) throws InterruptedException;

    /** Something is there and not taken. */
    void ignored(Change.Ignored ignored);

    /** A file that is remembered is not there. */
    void missing(Entry entry);
  }

  Reconcile(Checkpoint checkpoint, String below, Found found, BooleanSupplier ending) {
    this.checkpoint = checkpoint;
    this.below = below;
    this.found = found;
    this.ending = ending;
  }

  /** Returns how many files were there. */
  long files() {
    return files;
  }

  /** Returns how many that are remembered were not. */
  long missing() {
    return missing;
  }

  /** Compares; tells whether that came to its end. */
  boolean run(LiveFolder folder) throws InterruptedException {
    try (Checkpoint.EntryCursor remembered = checkpoint.entries();
        ChangeSource scan = folder.scan(below)) {
      known = first(remembered);
      ChangeSource.Batch batch;
      do {
        batch = scan.poll(PATIENCE);
        for (Change change : batch.changes()) {
          handle(change, remembered);
        }
      } while (!batch.ended() && !ending.getAsBoolean());
      if (batch.ended() && !ending.getAsBoolean()) {
        pass(remembered, null);
        return true;
      }
      return false;
    }
  }

  private @Nullable Entry first(Checkpoint.EntryCursor remembered) {
    if (below.isEmpty()) {
      return within(remembered.next());
    }
    RelativePath smallest = RelativePath.of(below).child("\u0001");
    return within(remembered.seek(smallest).or(remembered::next));
  }

  private @Nullable Entry within(Optional<Entry> next) {
    return next.filter(entry -> below.isEmpty() || isBelow(entry.path(), below)).orElse(null);
  }

  private static boolean isBelow(RelativePath path, String folder) {
    return path.value().length() > folder.length()
        && path.value().charAt(folder.length()) == '/'
        && path.value().startsWith(folder);
  }

  private void handle(Change change, Checkpoint.EntryCursor remembered)
      throws InterruptedException {
    switch (change) {
      case Change.Appeared(SourceFile file) -> {
        files++;
        pass(remembered, file.path());
        Entry entry = known;
        if (entry != null && entry.path().equals(file.path())) {
          found.file(file, Optional.of(entry));
          known = within(remembered.next());
        } else {
          found.file(file, Optional.empty());
        }
      }
      case Change.Ignored ignored -> {
        pass(remembered, ignored.path());
        leftOut.removeIf(folder -> !isBelow(ignored.path(), folder)); // nothing of theirs follows
        leftOut.add(ignored.path().value());
        found.ignored(ignored);
      }
      case Change.Modified m -> throw notInAScan(m);
      case Change.Moved m -> throw notInAScan(m);
      case Change.Vanished v -> throw notInAScan(v);
      case Change.VanishedFolder v -> throw notInAScan(v);
      case Change.Overflow o -> throw notInAScan(o);
    }
  }

  private static IllegalStateException notInAScan(Change change) {
    return new IllegalStateException("a scan does not report " + change);
  }

  /** Passes what is remembered up to a path that was found, or all the rest. */
  private void pass(Checkpoint.EntryCursor remembered, @Nullable RelativePath until) {
    Entry entry = known;
    while (entry != null && (until == null || entry.path().compareTo(until) < 0)) {
      if (!isLeftOut(entry.path())) {
        missing++;
        found.missing(entry);
      }
      entry = within(remembered.next());
    }
    known = entry;
  }

  /** What is there and not taken is not missing, nor what may be in a folder that is not taken. */
  private boolean isLeftOut(RelativePath path) {
    return leftOut.stream().anyMatch(each -> path.value().equals(each) || isBelow(path, each));
  }
}
