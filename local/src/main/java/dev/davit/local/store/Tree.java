package dev.davit.local.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Overwrite;
import dev.davit.core.model.StorageException.Where;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The directory: where keys are in it, and how files take their names.
 *
 * <p>Symbolic links below it are never followed. Whoever may write to it while Davit does can still
 * swap a directory for a link between look and use; that is not defended against.
 */
final class Tree {
  static final String RESERVED = ".davit";
  static final String SCRATCH = RESERVED + "/tmp";
  static final String UPLOADS = RESERVED + "/uploads";

  private static final int MAX_KNOWN = 10_000;
  private static final Duration STALE = Duration.ofDays(1);

  /** Windows neither can nor needs to flush directories. */
  private static final boolean FLUSHES_DIRECTORIES = File.separatorChar == '/';

  private final Path root;
  private final LocalErrors errors;

  /** Directories by key that exist, are no links, and whose names are on disk. */
  private final Map<String, Path> known = new ConcurrentHashMap<>();

  private volatile boolean rootSeen;

  private final ReentrantLock naming = new ReentrantLock();

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
      flush(made.getParent());
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
    flush(above); // also if it was there: whoever made it may not have come to this
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

  private static void checkSpelling(Where where, Twins rule, Path file) throws IOException {
    Optional<String> twin = rule.of(file);
    if (twin.isPresent()) {
      throw LocalErrors.folded(where, twin.get());
    }
  }

  /**
   * Gives a complete file the name of an object, on disk too when it returns. The file loses its
   * own name if it replaces, and keeps it otherwise.
   */
  void publish(Where where, Path file, ObjectKey key, Overwrite overwrite) {
    Path target = make(where, key);
    try {
      name(where, file, target, overwrite);
    } catch (IOException first) {
      known.clear();
      target = make(where, key); // says so if a directory above became something else
      try {
        name(where, file, target, overwrite);
      } catch (IOException second) {
        throw errors.ofObject(where, second);
      }
    }
    try {
      flushName(target);
    } catch (IOException e) {
      throw errors.ofVisible(where, e);
    }
  }

  private void name(Where where, Path file, Path target, Overwrite overwrite) throws IOException {
    Twins rule = twins(where);
    if (rule.equals(Twins.NONE)) {
      nameNow(where, file, target, overwrite);
      return;
    }
    naming.lock();
    try {
      checkSpelling(where, rule, target);
      nameNow(where, file, target, overwrite);
    } finally {
      naming.unlock();
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

  /** Returns the rule for names, and finds it out first if need be, by a file of its own. */
  private Twins twins(Where where) throws IOException {
    Twins rule = twins;
    if (rule == null) {
      rule = within(where, SCRATCH, this::probed);
      twins = rule;
    }
    return rule;
  }

  private Twins probed(Path scratch) throws IOException {
    Path probe = scratch.resolve(Names.path("Probe-\u00e9-" + ProcessHandle.current().pid()));
    Files.write(probe, new byte[0]);
    try {
      removeStale(scratch, Files.getLastModifiedTime(probe).toInstant().minus(STALE));
      return Twins.around(probe);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Removes what killed processes left. The file system's own clock decides, as it dated them. */
  private static void removeStale(Path scratch, Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
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

  /** Puts the name of a file on disk, or its absence. */
  static void flushName(Path file) throws IOException {
    flush(requireNonNull(file.getParent()));
  }

  static void flush(Path directory) throws IOException {
    if (FLUSHES_DIRECTORIES) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
