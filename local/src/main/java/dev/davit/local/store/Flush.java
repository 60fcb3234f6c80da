package dev.davit.local.store;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts directories on disk. Windows neither can nor needs to. */
final class Flush {
  private static final boolean POSSIBLE = File.separatorChar == '/';

  private Flush() {}

  /** Puts the name of a file on disk, or its absence. */
  static void name(Path file) throws IOException {
    directory(requireNonNull(file.getParent()));
  }

  /** Puts the names in a directory on disk. */
  static void directory(Path directory) throws IOException {
    if (POSSIBLE) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
