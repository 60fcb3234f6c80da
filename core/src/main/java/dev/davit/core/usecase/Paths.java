package dev.davit.core.usecase;

import dev.davit.core.model.Destination;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import java.util.Optional;

/** Turns the keys of a destination back into paths of its source. */
final class Paths {

  private Paths() {}

  /** Returns what the keys below a destination begin with. */
  static String below(Destination destination) {
    return destination.prefix().isEmpty() ? "" : destination.prefix() + "/";
  }

  /** Returns the path that lands at a key; empty if none does. */
  static Optional<RelativePath> of(Destination destination, ObjectKey key) {
    String below = below(destination);
    return key.value().startsWith(below) && key.value().length() > below.length()
        ? Optional.of(RelativePath.of(key.value().substring(below.length())))
        : Optional.empty();
  }
}
