package dev.davit.maiagent;

import dev.davit.core.model.IndexState;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import java.time.Instant;

/**
 * A file that a service holds.
 *
 * @param file the address or storage key that it was registered with; empty if not told
 * @param size in bytes; -1 if not told
 * @param status the service's word; empty if not told
 * @param createdAt milliseconds since 1970; 0 if not told
 */
record Held(String id, String name, String file, long size, String status, long createdAt) {

  /** Tells whether it is on its way out, or gone. */
  boolean leaving() {
    return status.equals("deleting") || status.equals("deleted");
  }

  /** Returns the same without what only matters at the moment. */
  Held slim() {
    return new Held(id, name, "", size, status, createdAt);
  }

  StoredObject as(ObjectKey key) {
    StoredObject stored =
        StoredObject.of(key, Math.max(0, size)).withVersion(id).withIndexState(indexState());
    return createdAt > 0 ? stored.withLastModified(Instant.ofEpochMilli(createdAt)) : stored;
  }

  private IndexState indexState() {
    return switch (status) {
      case "done" -> IndexState.DONE;
      case "failed" -> IndexState.FAILED;
      default -> IndexState.PENDING;
    };
  }
}
