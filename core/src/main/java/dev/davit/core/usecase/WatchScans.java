package dev.davit.core.usecase;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks through a watched folder, or parts of it: at first, from time to time, and on request. */
final class WatchScans {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final int MOST_REQUESTS = 1000;

  private final Surroundings surroundings;
  private final Watch watch;
  private final Storage storage;
  private final Checkpoint checkpoint;
  private final WatchQueue queue;
  private final Vanishing vanishing;
  private final Tally tally;
  private final WatchProgress progress;
  private final TreeSet<String> requests = new TreeSet<>();
  private boolean scannedOnce;

  WatchScans(
      Surroundings surroundings,
      Watch watch,
      Storage storage,
      Checkpoint checkpoint,
      WatchQueue queue,
      Vanishing vanishing,
      Tally tally,
      WatchProgress progress) {
    this.surroundings = surroundings;
    this.watch = watch;
    this.storage = storage;
    this.checkpoint = checkpoint;
    this.queue = queue;
    this.vanishing = vanishing;
    this.tally = tally;
    this.progress = progress;
  }

  /** Something changed in the folder. */
  void changed() {
    progress.changed();
  }

  /** Asks for a look through a folder; everything if the path is empty. */
  synchronized void request(String below) {
    requests.add(requests.size() < MOST_REQUESTS ? below : "");
  }

  /** Takes a request; the empty one covers all others. */
  private synchronized Optional<String> take() {
    Optional<String> first = Optional.ofNullable(requests.pollFirst());
    if (first.isPresent()) {
      String below = first.get();
      requests.removeIf(each -> below.isEmpty() || each.startsWith(below + "/"));
    }
    return first;
  }

  /** Looks through everything now, then as requested and from time to time. */
  void run(LiveFolder folder, WatchIntake intake, BooleanSupplier ending)
      throws InterruptedException {
    request("");
    long last = surroundings.timer().nanos();
    try {
      while (!ending.getAsBoolean()) {
        Optional<String> below = take();
        if (below.isPresent()) {
          boolean complete = reconcile(folder, intake, below.get(), ending);
          last = below.get().isEmpty() && complete ? surroundings.timer().nanos() : last;
        } else if (surroundings.timer().nanos() - last >= watch.reconcile().toNanos()) {
          request("");
        } else {
          surroundings.timer().sleep(SLICE);
        }
      }
    } catch (SourceException e) {
      intake.lost(e);
    }
  }

  private boolean reconcile(
      LiveFolder folder, WatchIntake intake, String below, BooleanSupplier ending)
      throws InterruptedException {
    Pass pass = new Pass(intake, ending);
    Reconcile reconcile = new Reconcile(checkpoint, below, pass, ending);
    boolean complete = reconcile.run(folder);
    if (complete) {
      if (below.isEmpty()) {
        vanishing.lookedThrough();
      }
      pass.followMissing(reconcile, below);
    }
    if (complete && below.isEmpty()) {
      new Orphans(
              surroundings,
              checkpoint,
              Loops.to(storage, surroundings, 1, ending),
              tally,
              ending,
              parked -> queue.knows(parked.path()))
          .discard();
      tally.found(0, 0, true);
      scannedOnce = true;
      progress.scanned();
    }
    return complete;
  }

  /** Finds all that is remembered below a folder. */
  void entriesBelow(String folder, Consumer<Entry> found) {
    String prefix = folder + "/";
    try (Checkpoint.EntryCursor cursor = checkpoint.entries()) {
      Optional<Entry> entry = cursor.seek(RelativePath.of(folder).child("\u0001")).or(cursor::next);
      while (entry.isPresent() && entry.get().path().value().startsWith(prefix)) {
        found.accept(entry.get());
        entry = cursor.next();
      }
    }
  }

  /** One look. */
  private final class Pass implements Reconcile.Found {
    private final WatchIntake intake;
    private final BooleanSupplier ending;
    private final boolean first = !scannedOnce;
    private final boolean refresh = first && watch.upload().trust() == Upload.Trust.NOTHING;
    private final List<Entry> missing = new ArrayList<>();

    Pass(WatchIntake intake, BooleanSupplier ending) {
      this.intake = intake;
      this.ending = ending;
    }

    @Override
    public void file(SourceFile file, Optional<Entry> known) throws InterruptedException {
      boolean stored =
          known
              .filter(entry -> entry.failure().isEmpty())
              .flatMap(Entry::stored)
              .filter(each -> each.fingerprint().equals(file.fingerprint()))
              .filter(each -> each.key().equals(vanishing.key(file.path())))
              .filter(each -> !each.verifiedBy().equals(Entry.IMPORTED))
              .isPresent();
      if (stored && !refresh) {
        return;
      }
      while (!queue.awaitRoom(SLICE.toNanos()) && !ending.getAsBoolean()) {
        // what waits is being sent meanwhile
      }
      WatchQueue.Item item = intake.item(file);
      intake.add(refresh ? item.refreshing() : item);
    }

    @Override
    public void ignored(Change.Ignored ignored) {
      boolean failure = ignored.reason() == Change.IgnoredReason.UNREADABLE;
      if (first || failure) {
        tally.found(1, 0, false);
        tally.finish(FolderRun.outcome(ignored));
      }
    }

    @Override
    public void missing(Entry entry) {
      vanishing.vanished(entry);
      if (watch.deletes() && missing.size() <= watch.maxDelete()) {
        missing.add(entry);
      }
    }

    /** Follows what vanished, unless it is so much that something else must have happened. */
    void followMissing(Reconcile reconcile, String below) {
      if (missing.isEmpty()) {
        return;
      }
      boolean empty = below.isEmpty() && reconcile.files() == 0;
      if (empty || reconcile.missing() > watch.maxDelete()) {
        vanishing.withhold(reconcile.missing(), empty);
      } else {
        missing.forEach(intake::missing);
      }
    }
  }
}
