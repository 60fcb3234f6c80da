package dev.davit.core.usecase;

import dev.davit.core.model.Entry;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.port.SourceException;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes what a live folder tells, and lays it into the queue. */
final class WatchIntake {
  private static final Duration WAIT = Duration.ofMillis(200);

  /** So long nothing is done about what vanished: it may turn up under another name. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration SETTLE = Duration.ofSeconds(2);

  private final Surroundings surroundings;
  private final Watch watch;
  private final LiveFolder folder;
  private final WatchQueue queue;
  private final Vanishing vanishing;
  private final WatchScans scans;
  private volatile @Nullable SourceException lost;

  WatchIntake(
      Surroundings surroundings,
      Watch watch,
      LiveFolder folder,
      WatchQueue queue,
      Vanishing vanishing,
      WatchScans scans) {
    this.surroundings = surroundings;
    this.watch = watch;
    this.folder = folder;
    this.queue = queue;
    this.vanishing = vanishing;
    this.scans = scans;
  }

  /** Returns why the folder is not there any more, if so. */
  @Nullable SourceException lost() {
    return lost;
  }

  boolean isLost() {
    return lost != null;
  }

  /** The folder is not there any more. */
  void lost(SourceException e) {
    lost = e;
  }

  void run(BooleanSupplier ending) throws InterruptedException {
    try {
      while (!ending.getAsBoolean() && !isLost()) {
        ChangeSource.Batch batch = folder.poll(WAIT);
        for (Change change : batch.changes()) {
          take(change);
        }
        if (!batch.changes().isEmpty()) {
          scans.changed();
        }
        folder.acknowledge(batch.watermark());
      }
    } catch (SourceException e) {
      lost(e);
    }
  }

  private void take(Change change) {
    switch (change) {
      case Change.Appeared(SourceFile file) -> found(file);
      case Change.Modified(SourceFile file) -> written(file);
      case Change.Moved(RelativePath from, SourceFile file) -> {
        gone(from);
        written(file);
      }
      case Change.Vanished(RelativePath path) -> gone(path);
      case Change.VanishedFolder(RelativePath path) -> goneFolder(path);
      case Change.Overflow(String below) -> scans.request(below);
      case Change.Ignored ignored -> {}
    }
  }

  private long now() {
    return surroundings.timer().nanos();
  }

  /** A file that was found: nobody knows whether its writer is done, but for its age. */
  void found(SourceFile file) {
    add(item(file));
  }

  WatchQueue.Item item(SourceFile file) {
    long settle = watch.settle().orElse(SETTLE).toNanos();
    Instant clock = surroundings.clock().instant();
    long age =
        TimeUnit.SECONDS.toNanos(clock.getEpochSecond())
            + clock.getNano()
            - file.fingerprint().modifiedNanos();
    long wait = age < 0 ? settle : Math.max(0, settle - age);
    long now = now();
    return WatchQueue.Item.found(file, now, now + wait, wait > 0);
  }

  private void written(SourceFile file) {
    Duration settle = watch.settle().orElse(folder.tellsWriterIsDone() ? Duration.ZERO : SETTLE);
    long now = now();
    add(WatchQueue.Item.found(file, now, now + settle.toNanos(), settle.isPositive()));
  }

  /** Looks again later at a file that changed after it was found. */
  WatchQueue.Item resettled(WatchQueue.Item item, SourceFile file) {
    Duration settle = watch.settle().filter(Duration::isPositive).orElse(SETTLE);
    return item.seenAs(file, now() + settle.toNanos());
  }

  /** A name was given up. */
  void gone(RelativePath path) {
    if (vanishing.vanished(path)) {
      add(WatchQueue.Item.gone(path, now(), now() + GRACE.toNanos()));
    }
  }

  private void goneFolder(RelativePath path) {
    scans.entriesBelow(path.value(), this::missing);
  }

  /** A file that is remembered was looked for and not found. */
  void missing(Entry entry) {
    vanishing.vanished(entry);
    add(WatchQueue.Item.gone(entry.path(), now(), now() + GRACE.toNanos()));
  }

  /** Adds to the queue; what it has no room for a scan will find again. */
  void add(WatchQueue.Item item) {
    if (!queue.add(item)) {
      scans.request("");
    }
  }
}
