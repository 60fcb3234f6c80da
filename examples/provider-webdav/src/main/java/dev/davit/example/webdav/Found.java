package dev.davit.example.webdav;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StoredObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What the server says is at a path.
 *
 * @param path below the base, without slashes around it
 * @param folder whether it is a collection
 * @param length in bytes
 */
record Found(String path, boolean folder, long length, Optional<Instant> lastModified) {

  String slash() {
    return folder ? "/" : "";
  }

  StoredObject at(ObjectKey key) {
    StoredObject object = StoredObject.of(key, length);
    return lastModified.map(object::withLastModified).orElse(object);
  }
}
