package dev.davit.core.spi;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is lifted where: the same job finds the same state again.
 *
 * @param source real path of the source folder
 * @param destination identity of the destination and its prefix
 * @param variant tells jobs with the same source and destination apart, such as a sandbox; may be
 *     empty
 */
public record Job(Path source, String destination, String variant) {

  /** Returns a name for files and folders: readable, and different for different jobs. */
  public String id() {
    Path name = source.getFileName();
    String readable = (name == null ? "root" : name.toString()).replaceAll("[^A-Za-z0-9._-]", "_");
    String text = source.toUri() + "\0" + destination + "\0" + variant;
    return readable.substring(0, Math.min(40, readable.length())) + "-" + hash(text);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
