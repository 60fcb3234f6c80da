package dev.davit.core.spi;

import dev.davit.core.model.RelativePath;
import java.nio.file.Path;
import java.util.Set;

/**
 * A folder to lift from.
 *
 * @param path the folder's real path
 * @param only the files to take, or empty for all of the folder
 */
public record SourceRoot(Path path, Set<RelativePath> only) {

  /** Copies the set. */
  public SourceRoot {
    only = Set.copyOf(only);
  }
}
