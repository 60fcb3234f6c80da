package dev.davit.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Sets files aside that cannot be used, so that nothing is lost and nothing gets in the way. */
final class Quarantine {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Clock clock;

  Quarantine(Clock clock) {
    this.clock = clock;
  }

  /**
   * Renames a file, or whatever lies in its place.
   *
   * @return its new path
   */
  Path setAside(Path file) throws IOException {
    Path aside = free(file);
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(folderOf(file));
    return aside;
  }

  /**
   * Renames a database with its journals. The journals go first: left alone beside a new database
   * they might be replayed into it.
   *
   * @return the database's new path
   */
  Path setDatabaseAside(Path database) throws IOException {
    Path aside = free(database);
    Iterator<Path> targets = databaseFiles(aside).iterator();
    for (Path file : databaseFiles(database)) {
      Path target = targets.next();
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    OwnerOnly.sync(folderOf(database));
    return aside;
  }

  /** Returns a database's journals and then the database, there or not. */
  static List<Path> databaseFiles(Path database) {
    Path name = database.getFileName();
    return List.of(
        database.resolveSibling(name + "-shm"),
        database.resolveSibling(name + "-wal"),
        database.resolveSibling(name + "-journal"),
        database);
  }

  private Path free(Path file) {
    String name = file.getFileName() + ".corrupt-" + STAMP.format(LocalDateTime.now(clock));
    Path free = file.resolveSibling(name);
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = file.resolveSibling(name + "-" + i);
    }
    return free;
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }
}
