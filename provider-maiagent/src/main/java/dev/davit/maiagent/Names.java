package dev.davit.maiagent;

import dev.davit.core.model.ObjectKey;
import java.util.Optional;

/**
 * How keys are called in a container that knows no folders: by the whole key, in which another text
 * may stand for the slashes.
 */
record Names(String separator) {

  /** Returns the name of a key; empty if another key would have the same. */
  Optional<String> of(ObjectKey key) {
    if (separator.equals("/")) {
      return Optional.of(key.value());
    }
    return key.value().contains(separator)
        ? Optional.empty()
        : Optional.of(key.value().replace("/", separator));
  }

  /** Returns the key that a name stands for; empty if none of ours could. */
  Optional<ObjectKey> key(String name) {
    try {
      return Optional.of(ObjectKey.of(name.replace(separator, "/")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
