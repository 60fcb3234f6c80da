package dev.davit.core.usecase;

import dev.davit.core.internal.Lifted;
import dev.davit.core.internal.MemoryTickets;
import dev.davit.core.internal.SteadySource;
import dev.davit.core.internal.StoppedException;
import dev.davit.core.internal.UploadLoop;
import dev.davit.core.internal.Verification;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.ResumeToken;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Listing;
import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A prefix at a destination where objects are tried out and removed again. */
final class Scratch {
  private final Storage storage;
  private final Surroundings surroundings;
  private final UploadLoop loop;
  private final String prefix;
  private final MemoryTickets tickets = MemoryTickets.forThisHeap();
  private final Set<ObjectKey> written = ConcurrentHashMap.newKeySet();

  Scratch(Storage storage, Surroundings surroundings, int transfers, String prefix) {
    this.storage = storage;
    this.surroundings = surroundings;
    this.prefix = prefix;
    loop = Loops.to(storage, surroundings, transfers, () -> false);
  }

  String prefix() {
    return prefix;
  }

  ObjectKey key(String name) {
    return ObjectKey.of(prefix + "/" + name);
  }

  /** Returns content that differs from that of another seed. */
  static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    byte[] word = ("davit verify " + seed + " ").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < length; i++) {
      bytes[i] = word[i % word.length];
    }
    return bytes;
  }

  void put(ObjectKey key, byte[] bytes, Overwrite overwrite)
      throws IOException, InterruptedException {
    written.add(key);
    try (SteadySource source = SteadySource.open(new MemoryContent(bytes), surroundings);
        Lifted content = Lifted.of(source, storage.profile().verifies(), tickets)) {
      UploadRequest request = UploadRequest.of(key, bytes.length).withOverwrite(overwrite);
      loop.send(content, request, Optional.empty(), new Nobody());
    } catch (StoppedException e) {
      throw new IllegalStateException(e); // nobody stops it
    }
  }

  Optional<StoredObject> find(ObjectKey key) throws IOException, InterruptedException {
    try {
      return loop.find(key, (attempt, pause, error) -> {});
    } catch (StoppedException e) {
      throw new IllegalStateException(e); // nobody stops it
    }
  }

  /** Tells whether an object has this content, as far as the destination says. */
  boolean holds(StoredObject object, byte[] bytes) throws IOException, InterruptedException {
    try (SteadySource source = SteadySource.open(new MemoryContent(bytes), surroundings);
        Lifted content = Lifted.of(source, storage.profile().verifies(), tickets)) {
      return Verification.difference(object, content).isEmpty();
    }
  }

  Optional<List<ObjectKey>> list() {
    return storage
        .facet(Listing.class)
        .map(listing -> {
          try (Stream<StoredObject> objects = listing.list(prefix + "/")) {
            return objects.map(StoredObject::key).toList();
          }
        });
  }

  /** Removes everything; returns what could not be removed. */
  List<ObjectKey> clean(Removal removal) {
    return written.stream().filter(key -> !removed(removal, key)).sorted().toList();
  }

  /** Where objects are files, their removal leaves folders; nobody else uses these. */
  void removeFolders() {
    Optional<Path> root =
        storage.facet(OnThisMachine.class).map(here -> here.directory().resolve(prefix));
    if (root.isEmpty()) {
      return;
    }
    try (Stream<Path> folders = Files.walk(root.get())) {
      for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      // an empty folder harms nobody
    }
  }

  private static boolean removed(Removal removal, ObjectKey key) {
    try {
      removal.remove(key);
      return true;
    } catch (StorageException.Missing e) {
      return true; // there is nothing to hold it
    } catch (StorageException e) {
      return false;
    }
  }

  /** Nobody is told of these uploads. */
  private static final class Nobody implements UploadLoop.Watcher {
    @Override
    public void began(ResumeToken token) {}

    @Override
    public void stored(UploadLoop.Result result) {}

    @Override
    public void ended() {}

    @Override
    public void progressed(long bytes) {}

    @Override
    public void retrying(int attempt, Duration pause, String error) {}
  }
}
