package dev.davit.local.source;

import dev.davit.core.port.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders that are never entered, by whatever path they are met.
 *
 * @param paths their real paths
 * @param keys what tells those apart that exist, by their numbers in their file systems
 */
record Never(List<Path> paths, Map<Long, Object> keys) {

  /**
   * Looks at the folders, which need not exist yet.
   *
   * @throws SourceException if the source is in one of them
   */
  static Never of(List<Path> paths, Tree tree) {
    Map<Long, Object> keys = new HashMap<>();
    List<Path> real = paths.stream().map(Never::real).toList();
    for (Path path : real) {
      if (tree.root().startsWith(path)) {
        throw new SourceException(
            "The source "
                + Show.path(tree.root())
                + " is in "
                + Show.path(path)
                + ", which is never entered: Davit keeps its state there, or lifts to it."
                + " Choose another source, destination or --state-dir.");
      }
      addKey(keys, path, tree);
    }
    return new Never(real, Map.copyOf(keys));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(parent.relativize(path));
    }
  }

  private static void addKey(Map<Long, Object> keys, Path path, Tree tree) {
    try {
      Object key = Looks.key(path);
      if (key != null) {
        keys.put(tree.look(path).fingerprint().fileId(), key);
      }
    } catch (IOException e) {
      // Not there yet: its path will do.
    }
  }

  /**
   * Tells whether a folder is one of them.
   *
   * @throws IOException if it cannot be looked at
   */
  boolean contains(Path folder, Attributes attributes) throws IOException {
    Object key = keys.get(attributes.fingerprint().fileId());
    return paths.contains(folder) || (key != null && key.equals(Looks.key(folder)));
  }

  /** Tells whether a file is one of them: by its path, for it need not exist yet. */
  boolean isFile(Path file) {
    return paths.contains(file);
  }

  /** Tells whether a real path leads into one of them. */
  boolean leadsInto(Path real) {
    return paths.stream().anyMatch(real::startsWith);
  }
}
