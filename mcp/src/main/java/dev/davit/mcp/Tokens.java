package dev.davit.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.registrar.index.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has which bearer token. Only digests of the tokens are kept. */
public final class Tokens {
  private static final int SHORTEST = 24;

  private final Map<Principal, byte[]> digests;

  private Tokens(Map<Principal, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file with a name and a token a line, white space between them; empty lines and such
   * that begin with {@code #} are passed over.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if others may read it, or a line is not as it should be
   */
  public static Tokens read(Path file) throws IOException {
    checkPrivate(file);
    Map<Principal, byte[]> digests = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, UTF_8)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        add(digests, line.strip().split("\\s+"), file + " line " + number);
      }
    }
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(file + " has no line with a name and a token");
    }
    return new Tokens(digests);
  }

  private static void add(Map<Principal, byte[]> digests, String[] words, String where) {
    if (words.length != 2) {
      throw new IllegalArgumentException(where + " must be a name and a token");
    }
    if (words[1].length() < SHORTEST) {
      throw new IllegalArgumentException(
          where
              + ": the token has less than "
              + SHORTEST
              + " characters; openssl rand -hex 32"
              + " makes a good one");
    }
    if (digests.putIfAbsent(new Principal(words[0]), digest(words[1])) != null) {
      throw new IllegalArgumentException(where + ": " + words[0] + " has a token already");
    }
  }

  private static void checkPrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> open =
        Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    if (view.readAttributes().permissions().stream().anyMatch(open::contains)) {
      throw new IllegalArgumentException(file + " can be read or written by others; chmod 600 it");
    }
  }

  /** Returns whose token it is. Takes as long for a wrong one as for a right one. */
  Optional<Principal> owner(String token) {
    byte[] digest = digest(token);
    Optional<Principal> owner = Optional.empty();
    for (Map.Entry<Principal, byte[]> each : digests.entrySet()) {
      if (MessageDigest.isEqual(each.getValue(), digest)) {
        owner = Optional.of(each.getKey());
      }
    }
    return owner;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
