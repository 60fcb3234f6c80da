package dev.davit.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Files that are being written and have no name that anyone knows. */
final class Scratch {
  private static final Duration STALE = Duration.ofDays(1);

  private final String prefix;
  private final AtomicLong files = new AtomicLong();

  Scratch(RandomGenerator random) {
    prefix = HexFormat.of().toHexDigits(random.nextLong()) + "-";
  }

  /** One of them, open. */
  record Opened(Path path, FileChannel file) {}

  /** Makes one. */
  Opened in(Path directory) throws IOException {
    while (true) {
      Path path = directory.resolve(prefix + files.incrementAndGet());
      try {
        return new Opened(path, create(path));
      } catch (FileAlreadyExistsException e) {
        // a killed process drew the same name
      }
    }
  }

  static FileChannel create(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Removes what killed processes left, and finds out the rule for names. */
  static Twins probed(Path directory) throws IOException {
    Path probe = directory.resolve(Names.path("Probe-\u00e9-" + ProcessHandle.current().pid()));
    Files.write(probe, new byte[0]);
    try {
      // the file system's own clock decides, as it dated them
      removeOlder(directory, Files.getLastModifiedTime(probe).toInstant().minus(STALE));
      return Twins.around(probe);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static void removeOlder(Path directory, Instant moment) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (isOlder(file, moment)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOlder(Path file, Instant moment) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
    } catch (NoSuchFileException e) {
      return false; // it took its name meanwhile
    }
  }
}
