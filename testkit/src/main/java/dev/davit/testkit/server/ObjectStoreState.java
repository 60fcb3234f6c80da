package dev.davit.testkit.server;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What an object store holds and ever held, whichever dialect it speaks.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class ObjectStoreState {
  private final BlobStore blobs;
  private final boolean keepsChanges;
  private final NavigableMap<String, BucketState> buckets = new ConcurrentSkipListMap<>();

  private ObjectStoreState(BlobStore blobs, boolean keepsChanges) {
    this.blobs = blobs;
    this.keepsChanges = keepsChanges;
  }

  /** Makes an empty store that remembers every version. */
  public static ObjectStoreState withHistory(BlobStore blobs) {
    return new ObjectStoreState(blobs, true);
  }

  /** Makes an empty store that knows only the present: for load. */
  public static ObjectStoreState withoutHistory(BlobStore blobs) {
    return new ObjectStoreState(blobs, false);
  }

  /** Returns where bytes go. */
  public BlobStore blobs() {
    return blobs;
  }

  /** Returns a bucket, which is made if there is none. */
  public BucketState createBucket(String name, String region) {
    return buckets.computeIfAbsent(
        name, n -> new BucketState(n, region, Instant.now(), keepsChanges));
  }

  /** Returns a bucket. */
  public Optional<BucketState> bucket(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  /** Returns all buckets by name. */
  public List<BucketState> buckets() {
    return List.copyOf(buckets.values());
  }

  /** Forgets a bucket and all that is in it. */
  public void deleteBucket(String name) {
    buckets.remove(name);
  }
}
