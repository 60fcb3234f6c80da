package dev.davit.clouddrive;

import dev.davit.clouddrive.wire.CloudDriveFile;
import dev.davit.core.model.ObjectKey;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks folders in the order of keys, one folder at a time: a folder counts as its name with a
 * slash behind it. Used by one thread.
 */
final class FolderWalk {
  private final String prefix;
  private final Function<String, List<CloudDriveFile>> children;
  private final Deque<Iterator<Found>> open = new ArrayDeque<>();

  /** Begins at the deepest folder that all keys with this prefix lie in. */
  FolderWalk(String prefix, Function<String, List<CloudDriveFile>> children) {
    this.prefix = prefix;
    this.children = children;
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    if (folder.isEmpty() || wellFormed(folder)) {
      open.push(sorted(folder));
    }
  }

  /**
   * A file or folder.
   *
   * @param folder its key with a slash behind it, or empty
   */
  record Found(String folder, CloudDriveFile file) {
    String name() {
      return file.getName();
    }

    String key() {
      return folder + file.getName();
    }

    /** A slash, and something behind it, that sorts before everything else. */
    ObjectKey order() {
      return ObjectKey.of(file.getIsDirectory() ? key() + "/\u0001" : key());
    }
  }

  private static boolean wellFormed(String folder) {
    try {
      return !ObjectKey.of(folder.substring(0, folder.length() - 1)).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Iterator<Found> sorted(String folder) {
    return children.apply(folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1)).stream()
        .filter(each -> keyPart(each.getName()))
        .map(each -> new Found(folder, each))
        .sorted(Comparator.comparing(Found::order))
        .iterator();
  }

  /** Names that no key can have are not listed: nothing of ours has them. */
  private static boolean keyPart(String name) {
    return !name.contains("/") && wellFormed(name + "/");
  }

  /** Returns the next file whose key begins with the prefix. */
  Optional<Found> next() {
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      Found found = open.peek().next();
      if (found.file().getIsDirectory()) {
        String below = found.key() + "/";
        if (below.startsWith(prefix) || prefix.startsWith(below)) {
          open.push(sorted(below));
        }
      } else if (found.key().startsWith(prefix)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
