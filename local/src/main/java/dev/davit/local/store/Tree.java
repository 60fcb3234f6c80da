package dev.davit.local.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The directory: where keys are in it.
 *
 * <p>Symbolic links below it are never followed. Whoever may write to it while Davit does can still
 * swap a directory for a link between look and use; that is not defended against.
 */
final class Tree {
  static final String RESERVED = ".davit";
  static final String SCRATCH = RESERVED + "/tmp";
  static final String UPLOADS = RESERVED + "/uploads";

  private static final int MAX_KNOWN = 10_000;

  private final Path root;
  private final LocalErrors errors;

  /** Directories by key that exist, are no links, and whose names are on disk. */
  private final Map<String, Path> known = new ConcurrentHashMap<>();

  private volatile boolean rootSeen;

  private final ReentrantLock probing = new ReentrantLock();

  /** Absent until something was written. */
  private volatile @Nullable Twins twins;

  Tree(Path root, LocalErrors errors) {
    this.root = root;
    this.errors = errors;
  }

  /** Makes one for a file system whose rule for names is known. */
  Tree(Path root, LocalErrors errors, Twins twins) {
    this(root, errors);
    this.twins = twins;
  }

  /** Returns the directory itself, which may not exist. */
  Path root() {
    return root;
  }

  /** Does something in a directory of the store itself; again if another process removed it. */
  <T> T within(Where where, String key, Work<T> work) {
    try {
      try {
        return work.in(directory(where, key));
      } catch (NoSuchFileException e) {
        known.clear();
        return work.in(directory(where, key));
      }
    } catch (IOException e) {
      throw errors.ofStore(where, e);
    }
  }

  /**
   * Returns where an object is, if all directories above it are.
   *
   * @throws dev.davit.core.model.StorageException.Rejected if no file can be named so
   */
  Optional<Path> find(Where where, ObjectKey key) throws IOException {
    checkReserved(where, key.value());
    Path at = root;
    String[] segments = key.value().split("/", -1);
    for (int i = 0; i < segments.length - 1; i++) {
      at = at.resolve(name(where, segments[i]));
      if (!Files.isDirectory(at, NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
    }
    return Optional.of(at.resolve(name(where, segments[segments.length - 1])));
  }

  /** Returns where an object goes, after making the directories above it. */
  Path make(Where where, ObjectKey key) {
    checkReserved(where, key.value());
    Path name = name(where, key.name());
    int slash = key.value().lastIndexOf('/');
    return directory(where, slash < 0 ? "" : key.value().substring(0, slash)).resolve(name);
  }

  /** Returns a directory of the store, after making it and those above it if need be. */
  Path directory(Where where, String key) {
    Path there = known.get(key);
    if (there != null) {
      return there;
    }
    try {
      Path made = key.isEmpty() ? makeRoot() : makeBelow(where, key);
      if (known.size() >= MAX_KNOWN) {
        known.clear();
      }
      known.put(key, made);
      return made;
    } catch (IOException e) {
      throw key.isEmpty() || isReserved(key) ? errors.ofStore(where, e) : errors.ofObject(where, e);
    }
  }

  private Path makeRoot() throws IOException {
    if (Files.isDirectory(root)) {
      rootSeen = true;
      return root;
    }
    if (rootSeen) {
      throw new NoSuchFileException(root.toString()); // unmounted: not to be made on another disk
    }
    Path missing = root;
    while (missing.getParent() != null && !Files.exists(missing.getParent())) {
      missing = missing.getParent();
    }
    Files.createDirectories(root);
    for (Path made = root; made.getParent() != null; made = made.getParent()) {
      Flush.name(made);
      if (made.equals(missing)) {
        break;
      }
    }
    rootSeen = true;
    return root;
  }

  private Path makeBelow(Where where, String key) throws IOException {
    int slash = key.lastIndexOf('/');
    Path above = directory(where, slash < 0 ? "" : key.substring(0, slash));
    Path made = above.resolve(name(where, key.substring(slash + 1)));
    try {
      Files.createDirectory(made);
    } catch (FileAlreadyExistsException e) {
      checkDirectory(where, key, made);
    }
    if (!isReserved(key)) {
      checkSpelling(where, twins(where), made);
    }
    Flush.name(made); // also if it was there: whoever made it may not have come to this
    return made;
  }

  private void checkDirectory(Where where, String key, Path made) throws IOException {
    BasicFileAttributes there =
        Files.readAttributes(made, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (there.isSymbolicLink()) {
      throw LocalErrors.rejected(
          where, "\"" + key + "\" is a symbolic link, which is not followed");
    }
    if (!there.isDirectory()) {
      throw LocalErrors.rejected(
          where, "\"" + key + "\" is a file, so nothing can be stored below it");
    }
  }

  static void checkSpelling(Where where, Twins rule, Path file) throws IOException {
    Optional<String> twin = rule.of(file);
    if (twin.isPresent()) {
      throw LocalErrors.folded(where, twin.get());
    }
  }

  /** Returns the rule for names, and finds it out first if need be, by a file of its own. */
  Twins twins(Where where) throws IOException {
    Twins rule = twins;
    if (rule == null) {
      probing.lock();
      try {
        rule = twins == null ? within(where, SCRATCH, Scratch::probed) : twins;
        twins = rule;
      } finally {
        probing.unlock();
      }
    }
    return rule;
  }

  /** Leaves nothing of its own behind unless an upload is unfinished. */
  void close() {
    known.clear();
    for (String own : List.of(SCRATCH, UPLOADS, RESERVED)) {
      try {
        Files.deleteIfExists(root.resolve(own));
      } catch (IOException e) {
        return; // something is in it
      }
    }
  }

  /** Forgets which directories exist, because some do not. */
  void forget() {
    known.clear();
  }

  /** Tells whether a file that was found is the one that was meant. */
  boolean isSpelledSo(Path file) throws IOException {
    Twins rule = twins;
    for (Path at = file; !at.equals(root); at = requireNonNull(at.getParent())) {
      if ((rule == null ? Twins.around(at) : rule).of(at).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static void checkReserved(Where where, String key) {
    if (isReserved(key)) {
      throw LocalErrors.rejected(where, "keys below .davit/ are kept for unfinished uploads");
    }
  }

  private static boolean isReserved(String key) {
    return key.equals(RESERVED) || key.startsWith(RESERVED + "/");
  }

  private static Path name(Where where, String segment) {
    try {
      return Names.path(segment);
    } catch (IllegalArgumentException e) {
      throw LocalErrors.invalidName(where, e);
    }
  }

  /** Something done in a directory. */
  @FunctionalInterface
  interface Work<T> {
    T in(Path directory) throws IOException;
  }
}
