package dev.davit.testkit.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A bucket. Safe for many threads; each change is atomic. */
public final class BucketState {
  private final String name;
  private final String region;
  private final Instant created;
  private final boolean keepsChanges;
  private final ConcurrentSkipListMap<String, StoredVersion> objects =
      new ConcurrentSkipListMap<>(KeyOrder.BY_UTF8);
  private final Map<String, List<ObjectChange>> changes = new ConcurrentHashMap<>();
  private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();
  private final AtomicLong uploadIds = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();

  BucketState(String name, String region, Instant created, boolean keepsChanges) {
    this.name = name;
    this.region = region;
    this.created = created;
    this.keepsChanges = keepsChanges;
  }

  /** Returns the bucket's name. */
  public String name() {
    return name;
  }

  /** Returns the region where it lives. */
  public String region() {
    return region;
  }

  /** Returns when it was created. */
  public Instant created() {
    return created;
  }

  /** Returns what exists now, in the order of the keys' UTF-8 bytes. */
  public NavigableMap<String, StoredVersion> objects() {
    return Collections.unmodifiableNavigableMap(objects);
  }

  /** Returns the object at a key. */
  public Optional<StoredVersion> object(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** Returns everything that a key ever showed, oldest first. */
  public List<ObjectChange> changes(String key) {
    lock.lock();
    try {
      return List.copyOf(changes.getOrDefault(key, List.of()));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the keys that ever showed something. */
  public Set<String> keysEver() {
    return Set.copyOf(changes.keySet());
  }

  /** Returns every version that was ever visible at a key, oldest first. */
  public List<StoredVersion> versions(String key) {
    return changes(key).stream().flatMap(change -> change.now().stream()).toList();
  }

  /** Makes an object visible if what is there allows it; tells whether it did. */
  public boolean put(StoredVersion version, Predicate<Optional<StoredVersion>> allowed) {
    lock.lock();
    try {
      if (!allowed.test(object(version.key()))) {
        return false;
      }
      objects.put(version.key(), version);
      note(version.key(), Optional.of(version), version.modified());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Removes an object; tells whether there was one. */
  public boolean delete(String key, Instant at) {
    lock.lock();
    try {
      if (objects.remove(key) == null) {
        return false;
      }
      note(key, Optional.empty(), at);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the uploads that are neither completed nor aborted, by key and age. */
  public List<MultipartUpload> uploads() {
    return uploads.values().stream()
        .sorted((a, b) -> {
          int byKey = KeyOrder.BY_UTF8.compare(a.key(), b.key());
          return byKey != 0 ? byKey : a.id().compareTo(b.id());
        })
        .toList();
  }

  /** Returns an unfinished upload. */
  public Optional<MultipartUpload> upload(String id) {
    return Optional.ofNullable(uploads.get(id));
  }

  /** Begins an upload. */
  public MultipartUpload begin(String key, Instant at, Map<String, String> headers) {
    String id =
        "%012d-%s".formatted(uploadIds.incrementAndGet(), Integer.toHexString(key.hashCode()));
    MultipartUpload upload = new MultipartUpload(id, key, at, headers);
    uploads.put(id, upload);
    return upload;
  }

  /** Ends an upload, whichever way; tells whether it was still there. */
  public boolean end(MultipartUpload upload) {
    return uploads.remove(upload.id(), upload);
  }

  /** Completes an upload if what is there allows it. */
  public Completion complete(
      MultipartUpload upload, StoredVersion version, Predicate<Optional<StoredVersion>> allowed) {
    lock.lock();
    try {
      if (!uploads.containsKey(upload.id())) {
        return Completion.NO_SUCH_UPLOAD;
      }
      if (!put(version, allowed)) {
        return Completion.NOT_ALLOWED;
      }
      uploads.remove(upload.id());
      return Completion.DONE;
    } finally {
      lock.unlock();
    }
  }

  /** How {@link #complete} ended. */
  public enum Completion {
    DONE,
    NO_SUCH_UPLOAD,
    NOT_ALLOWED
  }

  private void note(String key, Optional<StoredVersion> now, Instant at) {
    if (keepsChanges) {
      changes.computeIfAbsent(key, k -> new ArrayList<>(1)).add(new ObjectChange(at, now));
    }
  }
}
