package dev.davit.core.usecase;

import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Entry;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.StorageException;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Removal;
import dev.davit.core.port.SourceFile;
import dev.davit.core.port.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of files that vanish from a watched folder: they may turn up under another name, and
 * their objects are removed if that is wanted. Safe for use by any number of threads.
 */
final class Vanishing {
  private static final int MOST_REMEMBERED = 100_000;
  private static final long LOOK_AGAIN = 500_000_000; // ns

  private final Watch watch;
  private final Checkpoint checkpoint;
  private final Optional<Removal> removal;
  private final Tally tally;
  private final Map<Mark, Twin> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Mark, Twin> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private final Set<ObjectKey> begun = ConcurrentHashMap.newKeySet();
  private final Set<RelativePath> moved = ConcurrentHashMap.newKeySet();
  private long allowed;
  private boolean withheld;
  private long waitsUntil;
  private boolean waits;
  private long removed;

  /** By what a file is known again under another name; its content is compared all the same. */
  private record Mark(long fileId, long length, long modifiedNanos) {
    static Mark of(Fingerprint fingerprint) {
      return new Mark(fingerprint.fileId(), fingerprint.length(), fingerprint.modifiedNanos());
    }
  }

  /** What was stored of a file that vanished. */
  record Twin(RelativePath path, Entry.Stored stored) {

    /** Tells whether nothing happened to it since. */
    boolean isStill(Checkpoint checkpoint) {
      return checkpoint
          .entry(path)
          .filter(entry -> entry.failure().isEmpty())
          .flatMap(Entry::stored)
          .filter(now -> now.key().equals(stored.key()))
          .filter(now -> now.identity().equals(stored.identity()))
          .isPresent();
    }
  }

  Vanishing(Watch watch, Checkpoint checkpoint, Storage storage, Tally tally) {
    this.watch = watch;
    this.checkpoint = checkpoint;
    this.tally = tally;
    removal = storage.facet(Removal.class);
    allowed = watch.maxDelete();
  }

  /** Remembers what was stored of a file that vanished; tells whether anything was. */
  boolean vanished(RelativePath path) {
    Optional<Entry> entry = checkpoint.entry(path);
    entry.ifPresent(this::vanished);
    return entry.isPresent() || begun.contains(key(path));
  }

  void vanished(Entry entry) {
    entry
        .stored()
        .filter(stored -> stored.fingerprint().fileId() != 0)
        .filter(stored -> stored.key().equals(key(entry.path())))
        .ifPresent(stored -> {
          synchronized (this) {
            gone.put(Mark.of(stored.fingerprint()), new Twin(entry.path(), stored));
          }
        });
  }

  /** Returns what was stored of a file that vanished and seems to be this one. */
  Optional<Twin> twin(SourceFile file) {
    synchronized (this) {
      return Optional.ofNullable(gone.get(Mark.of(file.fingerprint())));
    }
  }

  /** Tells whether files are waiting that may be copied from objects of files that vanished. */
  synchronized boolean mustWait(WatchQueue queue) {
    long now = System.nanoTime();
    if (now - waitsUntil >= 0) {
      waits = queue.busyWithFiles();
      waitsUntil = now + LOOK_AGAIN;
    }
    return waits;
  }

  ObjectKey key(RelativePath path) {
    return ObjectKey.under(watch.upload().destination().prefix(), path);
  }

  /** Something is being sent to a key: from now on what is there may be ours. */
  void sending(RelativePath path) {
    if (watch.deletes()) {
      begun.add(key(path));
    }
  }

  /** What was stored of a file that vanished is stored under the file's new name, too. */
  void moved(RelativePath from) {
    if (watch.deletes()) {
      moved.add(from);
    }
  }

  /** What was sent is remembered. */
  void stored(ObjectKey key) {
    begun.remove(key);
  }

  /** All of the folder is looked through: the count begins anew. */
  synchronized void lookedThrough() {
    allowed = watch.maxDelete();
    withheld = false;
  }

  /** Leaves the objects of files that vanished, and says so. */
  synchronized void withhold(long files, boolean all) {
    withheld = true;
    tally.tell(
        new Event.Notice(
            all
                ? "the folder is empty, and "
                    + files
                    + " files were there before; their objects are left at the destination. Is"
                    + " something not mounted?"
                : files
                    + " files vanished, more than --max-delete "
                    + watch.maxDelete()
                    + "; their objects are left at the destination. If that is what you want,"
                    + " raise --max-delete."));
  }

  private synchronized boolean allowed() {
    if (allowed > 0) {
      allowed--;
      return true;
    }
    if (!withheld) {
      withheld = true;
      tally.tell(
          new Event.Notice(
              "more than "
                  + watch.maxDelete()
                  + " files vanished; their objects are left at the destination until the next look"
                  + " through the folder. If that is what you want, raise --max-delete."));
    }
    return false;
  }

  synchronized long removed() {
    return removed;
  }

  /** Removes what is stored of a file of which it was made sure that it is gone. */
  void remove(RelativePath path, UploadLoop loop)
      throws IOException, InterruptedException, StoppedException {
    Optional<Entry> entry = checkpoint.entry(path);
    Optional<ObjectKey> key =
        entry
            .flatMap(Entry::stored)
            .map(Entry.Stored::key)
            .or(() -> Optional.of(key(path)).filter(begun::contains));
    boolean elsewhere = moved.remove(path); // then nothing is lost, and it does not count
    if (!watch.deletes() || key.isEmpty() || !(elsewhere || allowed())) {
      return;
    }
    Removal there =
        removal.orElseThrow(() ->
            new StorageException.Unsupported(
                StorageException.Where.of(
                    watch.upload().destination().scheme(), "remove", key.get().value()),
                "nothing can be removed at this destination; watch without --delete"));
    boolean unused =
        loop.ask(
            () -> {
              there.remove(key.get());
              return true;
            },
            (attempt, pause, error) -> tally.tell(new Event.Retrying(path, attempt, pause, error)));
    checkpoint.forget(path);
    begun.remove(key.get());
    synchronized (this) {
      removed++;
    }
    tally.tell(new Event.Removed(path, key.get()));
  }
}
