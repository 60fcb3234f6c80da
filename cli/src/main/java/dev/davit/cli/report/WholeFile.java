package dev.davit.cli.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** Writes files that appear whole or not at all, readable by their owner only. */
final class WholeFile {

  private WholeFile() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    /** Writes it to an empty file. */
    void to(FileChannel file) throws IOException;
  }

  /** Returns a name beside a file that nobody has. */
  static Path beside(Path target) {
    return target.resolveSibling(".davit-report-" + UUID.randomUUID() + ".part");
  }

  /**
   * Writes a file in place of an older one.
   *
   * @throws IOException if it cannot be written; the older one is still there then
   */
  static void write(Path target, Content content) throws IOException {
    Path whole = beside(target);
    try {
      try (FileChannel file =
          FileChannel.open(
              whole,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OwnerOnly.file())) {
        content.to(file);
        file.force(true);
      }
      Files.move(
          whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /**
   * Tries whether a file can be written later, and leaves nothing behind.
   *
   * @throws IOException if not
   */
  static void tryOut(Path target) throws IOException {
    Path part = beside(target);
    Files.createFile(part, OwnerOnly.file());
    Files.delete(part);
  }
}
