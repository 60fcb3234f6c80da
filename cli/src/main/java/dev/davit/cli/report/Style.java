package dev.davit.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page's style sheet, and the only one that its content security policy lets in. */
final class Style {

  private Style() {}

  /** Returns the style sheet. */
  static String sheet() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Returns its source expression, such as {@code sha256-…}. */
  static String hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes() {
    try (InputStream in = Style.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("no page.css");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
