package dev.davit.local.source;

import dev.davit.core.port.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folders that are never entered, by whatever path they are met.
 *
 * @param paths their real paths
 * @param keys what tells those apart that exist
 */
record Never(List<Path> paths, Set<Object> keys) {

  /**
   * Looks at the folders.
   *
   * @throws SourceException if the source is in one of them
   */
  static Never of(List<Path> paths, Tree tree) {
    Set<Object> keys = new HashSet<>();
    for (Path path : paths) {
      if (tree.root().startsWith(path)) {
        throw new SourceException(
            "The source "
                + Show.path(tree.root())
                + " is in "
                + Show.path(path)
                + ", which Davit keeps for itself. Choose another source or another --state-dir.");
      }
      addKey(keys, path, tree);
    }
    return new Never(List.copyOf(paths), Set.copyOf(keys));
  }

  private static void addKey(Set<Object> keys, Path path, Tree tree) {
    try {
      Object key = tree.look(path).key();
      if (key != null) {
        keys.add(key);
      }
    } catch (IOException e) {
      // Not there yet: its path will do.
    }
  }

  /** Tells whether a folder is one of them. */
  boolean contains(Path folder, @Nullable Object key) {
    return !paths.isEmpty() && ((key != null && keys.contains(key)) || paths.contains(folder));
  }

  /** Tells whether a real path leads into one of them. */
  boolean leadsInto(Path real) {
    return paths.stream().anyMatch(real::startsWith);
  }
}
