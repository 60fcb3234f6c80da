package dev.davit.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that only their owner can look into, whatever the umask says. Where the
 * platform has no such permissions, the user's own folder protects them.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes a folder and what is missing above it; takes others' permissions from the folder. */
  static void folder(Path folder) throws IOException {
    Files.createDirectories(folder, attributes(folder, FOLDER));
    tighten(folder, FOLDER);
  }

  /** Makes an empty file, or takes others' permissions from the one that is there. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, FILE));
    } catch (FileAlreadyExistsException e) {
      tighten(file, FILE);
    }
  }

  /**
   * Opens a file in place of the one that was there. The stream is not a channel: an interrupt does
   * not close it.
   */
  static FileOutputStream replace(Path file) throws IOException {
    Files.deleteIfExists(file);
    file(file);
    return new FileOutputStream(file.toFile());
  }

  /** Replaces a file's text, for people to read. */
  static void text(Path file, String text) throws IOException {
    try (OutputStream out = replace(file)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /** Makes renames in a folder durable, where the platform can. */
  static void sync(Path folder) throws IOException {
    if (!hasPermissions(folder)) {
      return; // Windows cannot open a folder, and journals renames itself
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void tighten(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (hasPermissions(path)
        && !permissions.containsAll(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
