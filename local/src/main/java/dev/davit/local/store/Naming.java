package dev.davit.local.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;

/** Makes complete files visible under the names of objects. */
final class Naming {
  private final Tree tree;
  private final LocalErrors errors;

  /** Where names are folded, looking and naming must be one. */
  private final ReentrantLock lock = new ReentrantLock();

  Naming(Tree tree, LocalErrors errors) {
    this.tree = tree;
    this.errors = errors;
  }

  /**
   * Gives a complete file the name of an object, on disk too when it returns. The file loses its
   * own name if it replaces, and keeps it otherwise.
   */
  void publish(Where where, Path file, ObjectKey key, Overwrite overwrite) {
    Path target = tree.make(where, key);
    try {
      name(where, file, target, overwrite);
    } catch (IOException first) {
      tree.forget();
      target = tree.make(where, key); // says so if a directory above became something else
      try {
        name(where, file, target, overwrite);
      } catch (IOException second) {
        throw errors.ofObject(where, second);
      }
    }
    try {
      Flush.name(target);
    } catch (IOException e) {
      throw errors.ofVisible(where, e);
    }
  }

  private void name(Where where, Path file, Path target, Overwrite overwrite) throws IOException {
    Twins rule = tree.twins(where);
    if (rule.equals(Twins.NONE)) {
      nameNow(where, file, target, overwrite);
      return;
    }
    lock.lock();
    try {
      Tree.checkSpelling(where, rule, target);
      nameNow(where, file, target, overwrite);
    } finally {
      lock.unlock();
    }
  }

  private void nameNow(Where where, Path file, Path target, Overwrite overwrite)
      throws IOException {
    try {
      switch (overwrite) {
        case REPLACE -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        case ONLY_IF_ABSENT -> link(where, file, target);
      }
    } catch (IOException e) {
      if (Files.isDirectory(target, NOFOLLOW_LINKS)) {
        throw LocalErrors.rejected(where, "it is a directory, so no object can have this key");
      }
      throw e;
    }
  }

  private void link(Where where, Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(target, NOFOLLOW_LINKS)) {
        throw e;
      }
      if (!Files.isSameFile(file, target)) {
        throw LocalErrors.taken(where);
      }
    } catch (UnsupportedOperationException e) {
      throw LocalErrors.noLinks(where);
    }
  }
}
