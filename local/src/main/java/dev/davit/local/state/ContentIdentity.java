package dev.davit.local.state;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.Fingerprint;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at files and digests them, for the import. */
final class ContentIdentity {
  private static final int BLOCK_BYTES = 8 * 1024 * 1024;
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
        (Long) unix.get("size"),
        nanos((FileTime) unix.get("lastModifiedTime")),
        nanos((FileTime) unix.get("ctime")),
        (Long) unix.get("ino"));
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Digests a file's content; the stream is no channel, so that an interrupt does no harm. */
  static Digest of(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      MessageDigest digest = sha256();
      byte[] only = block(in, buffer, digest);
      byte[] next = block(in, buffer, digest);
      if (next.length == 0) {
        return new Digest(DigestAlgorithm.SHA256, only.length == 0 ? digest.digest() : only);
      }
      MessageDigest blocks = sha256();
      blocks.update(only);
      while (next.length > 0) {
        blocks.update(next);
        next = block(in, buffer, digest);
      }
      return new Digest(DigestAlgorithm.SHA256_BLOCKS, blocks.digest());
    }
  }

  /** Returns the digest of the next block; empty at the end. */
  private static byte[] block(InputStream in, byte[] buffer, MessageDigest digest)
      throws IOException {
    int left = BLOCK_BYTES;
    while (left > 0) {
      int n = in.read(buffer, 0, Math.min(buffer.length, left));
      if (n < 0) {
        break;
      }
      digest.update(buffer, 0, n);
      left -= n;
    }
    return left == BLOCK_BYTES ? new byte[0] : digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
