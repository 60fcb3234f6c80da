package dev.davit.cli.start;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The start cache: a file with Davit's classes as the JVM has them in memory once they are loaded
 * and linked. The launcher hands it to the JVM, or says that it is missing.
 *
 * <p>It is made behind a run that was asked for something else, so nothing here ever fails loudly
 * or keeps anyone waiting. Several processes may want it at once; one makes it.
 */
public final class StartCache {
  /** The system property by which the launcher names the cache that it misses. */
  static final String WANTED = "davit.start.cache";

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);

  private StartCache() {}

  /** Begins to make the cache if the launcher misses it; does not wait for it. */
  public static void begin() {
    String wanted = System.getProperty(WANTED, "");
    if (wanted.isEmpty()) {
      return;
    }
    try {
      Path cache = Path.of(wanted);
      if (claim(cache)) {
        Jvm.of(CacheMaker.class, cache.toString()).start();
      }
    } catch (IOException | RuntimeException e) {
      // a home that cannot be written to: davit starts as before
    }
  }

  /** Returns the file that says that somebody makes a cache, or lately failed to. */
  static Path claimOn(Path cache) {
    return cache.resolveSibling(cache.getFileName() + ".making");
  }

  private static boolean claim(Path cache) throws IOException {
    Path claim = claimOn(cache);
    Files.createDirectories(cache.toAbsolutePath().getParent());
    try {
      Files.createFile(claim);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!old(claim)) {
        return false;
      }
      Files.delete(claim);
      Files.createFile(claim);
      return true;
    }
  }

  private static boolean old(Path claim) throws IOException {
    Instant since = Files.getLastModifiedTime(claim).toInstant();
    return since.isBefore(Instant.now().minus(BETWEEN_ATTEMPTS));
  }
}
