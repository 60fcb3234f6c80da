package dev.davit.core.usecase;

import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.model.Entry;
import dev.davit.core.model.IndexState;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.Duplicates;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks through the destination before a repair: what is remembered as stored and is sound needs no
 * sending. Takes some 150 bytes of memory for each object that is sound.
 */
final class Survey {
  private final Upload upload;
  private final Storage storage;
  private final UploadLoop loop;
  private final Checkpoint checkpoint;
  private final Tally tally;

  Survey(Upload upload, Storage storage, UploadLoop loop, Checkpoint checkpoint, Tally tally) {
    this.upload = upload;
    this.storage = storage;
    this.loop = loop;
    this.checkpoint = checkpoint;
    this.tally = tally;
  }

  private static final class Found {
    final Set<ObjectKey> sound = new HashSet<>();
    final List<StoredObject> tooMany = new ArrayList<>();
  }

  /**
   * Looks, and removes duplicates if that was ordered.
   *
   * @return whether an object is missing or not as it is remembered
   * @throws StorageException if the destination cannot be looked through
   */
  Predicate<ObjectKey> run() throws InterruptedException {
    Listing listing =
        storage
            .facet(Listing.class)
            .orElseThrow(() ->
                new StorageException.Unsupported(
                    Where.of(upload.destination().scheme(), "repair", ""),
                    "this destination cannot be looked through, so nothing can be repaired"));
    try {
      Found found = loop.ask(() -> look(listing), Survey::unheard);
      dealWith(found.tooMany);
      return key -> !found.sound.contains(key);
    } catch (StoppedException e) {
      return key -> false; // nothing more is sent
    } catch (IOException e) {
      throw new IllegalStateException(e); // listing reads no content
    }
  }

  private static void unheard(int attempt, java.time.Duration pause, String error) {
    // no file's fate depends on it
  }

  private Found look(Listing listing) {
    Found found = new Found();
    try (Stream<StoredObject> objects = listing.list(Paths.below(upload.destination()))) {
      ObjectKey[] last = {null};
      objects.forEachOrdered(object -> {
        Optional<Entry.Stored> known = known(object.key());
        if (known.isEmpty()) {
          return;
        }
        if (object.key().equals(last[0])) {
          found.tooMany.add(object);
        } else if (sound(object, known.get())) {
          found.sound.add(object.key());
        }
        last[0] = object.key();
      });
    }
    return found;
  }

  private Optional<Entry.Stored> known(ObjectKey key) {
    return Paths.of(upload.destination(), key)
        .flatMap(checkpoint::entry)
        .flatMap(Entry::stored)
        .filter(stored -> stored.key().equals(key));
  }

  private static boolean sound(StoredObject object, Entry.Stored known) {
    return object.length() == known.fingerprint().length()
        && object.indexState().filter(IndexState.FAILED::equals).isEmpty();
  }

  private void dealWith(List<StoredObject> tooMany)
      throws IOException, InterruptedException, StoppedException {
    if (tooMany.isEmpty()) {
      return;
    }
    Optional<Duplicates> duplicates = storage.facet(Duplicates.class);
    boolean remove =
        upload.repair() == Upload.Repair.RESEND_AND_REMOVE_DUPLICATES
            && upload.mode() == Upload.Mode.REAL;
    if (remove && duplicates.isPresent()) {
      for (StoredObject object : tooMany) {
        boolean unused =
            loop.ask(
                () -> {
                  duplicates.get().removeOne(object);
                  return true;
                },
                Survey::unheard);
      }
    }
    RelativePath first = Paths.of(upload.destination(), tooMany.getFirst().key()).orElseThrow();
    tally.tell(
        new Event.Notice(
            (remove ? "removed " : "there are ")
                + tooMany.size()
                + (tooMany.size() == 1 ? " duplicate" : " duplicates")
                + ", the first of "
                + first
                + (remove ? "" : "; --repair --delete removes them")));
  }
}
