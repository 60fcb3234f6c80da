package dev.davit.local.state;

import static java.util.Objects.requireNonNull;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Fingerprint;
import dev.davit.core.support.Digests;
import dev.davit.core.support.OnePassDigests;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at files and digests them, for the import. */
final class ContentIdentity {
  private static final int BUFFER_BYTES = 256 * 1024;

  private ContentIdentity() {}

  /**
   * Looks at a regular file.
   *
   * @throws NoSuchFileException if there is none, or something else in its place
   */
  static Fingerprint look(Path file) throws IOException {
    BasicFileAttributes basic =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!basic.isRegularFile()) {
      throw new NoSuchFileException(file.toString(), null, "is no regular file");
    }
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return new Fingerprint(basic.size(), nanos(basic.lastModifiedTime()), 0, 0);
    }
    Map<String, Object> unix =
        Files.readAttributes(
            file, "unix:size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
    return new Fingerprint(
        (Long) value(unix, "size"),
        nanos((FileTime) value(unix, "lastModifiedTime")),
        nanos((FileTime) value(unix, "ctime")),
        (Long) value(unix, "ino"));
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return requireNonNull(attributes.get(name), name);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Digests a file's content; the stream is no channel, so that an interrupt does no harm. */
  static Digest of(Path file, long length) throws IOException {
    DigestAlgorithm algorithm = Digests.identityAlgorithm(length);
    OnePassDigests digests = OnePassDigests.of(algorithm);
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digests.update(buffer, 0, n);
      }
    }
    return digests.digest(algorithm);
  }
}
