package dev.davit.local.source;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.davit.core.model.Fingerprint;
import dev.davit.local.source.Attributes.Kind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at names without following links and without opening anything: one system call each. */
interface Looks {

  /**
   * Looks at one name.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if it cannot be looked at
   */
  Attributes at(Path path) throws IOException;

  /** Returns the way that tells most on a file system. */
  static Looks on(FileSystem fileSystem) {
    return fileSystem.supportedFileAttributeViews().contains("unix")
        ? new Unix(Unix.owner(fileSystem))
        : Looks::basic;
  }

  private static Attributes basic(Path path) throws IOException {
    BasicFileAttributes read =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    long modified = read.lastModifiedTime().to(NANOSECONDS);
    return new Attributes(kind(read), new Fingerprint(read.size(), modified, 0, 0), true);
  }

  /** Returns what tells a file of this machine apart, if the platform has such a thing. */
  static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  static Kind kind(BasicFileAttributes read) {
    if (read.isRegularFile()) {
      return Kind.FILE;
    }
    if (read.isDirectory()) {
      return Kind.FOLDER;
    }
    return read.isSymbolicLink() ? Kind.LINK : Kind.SPECIAL;
  }

  /**
   * The JDK's view with all that {@code lstat} tells.
   *
   * @param owner number of the user who runs this; −1 if unknown
   */
  record Unix(int owner) implements Looks {
    private static final String WANTED = "unix:size,lastModifiedTime,ctime,ino,mode,uid";
    private static final int READABLE_BY_OWNER = 0400;
    private static final int READABLE_BY_ALL = 0444;

    static int owner(FileSystem fileSystem) {
      try {
        return (Integer) Files.getAttribute(fileSystem.getPath("/proc/self"), "unix:uid");
      } catch (IOException | UnsupportedOperationException e) {
        return -1;
      }
    }

    @Override
    public Attributes at(Path path) throws IOException {
      Map<String, Object> read = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) get(read, "mode");
      return new Attributes(kind(mode), fingerprint(read), isDoubtful(mode, read));
    }

    private static Fingerprint fingerprint(Map<String, Object> read) {
      return new Fingerprint(
          (Long) get(read, "size"),
          ((FileTime) get(read, "lastModifiedTime")).to(NANOSECONDS),
          ((FileTime) get(read, "ctime")).to(NANOSECONDS),
          (Long) get(read, "ino"));
    }

    private boolean isDoubtful(int mode, Map<String, Object> read) {
      boolean plain =
          (mode & READABLE_BY_ALL) == READABLE_BY_ALL
              || ((mode & READABLE_BY_OWNER) != 0 && (Integer) get(read, "uid") == owner);
      return !plain;
    }

    private static Object get(Map<String, Object> read, String name) {
      return Objects.requireNonNull(read.get(name));
    }

    private static Kind kind(int mode) {
      return switch (mode & 0170000) {
        case 0100000 -> Kind.FILE;
        case 0040000 -> Kind.FOLDER;
        case 0120000 -> Kind.LINK;
        default -> Kind.SPECIAL;
      };
    }
  }
}
