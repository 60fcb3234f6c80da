package dev.davit.core.internal;

import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.Digests;
import java.nio.charset.StandardCharsets;

/** Makes ids of texts. */
public final class Hashes {

  private Hashes() {}

  /** Returns the SHA-256 of a text's UTF-8 bytes in hexadecimal digits. */
  public static String sha256Hex(String text) {
    return Digests.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
