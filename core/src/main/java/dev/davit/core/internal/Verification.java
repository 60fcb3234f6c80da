package dev.davit.core.internal;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.StoredObject;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** Compares what a destination says of an object with the content that it should be. */
public final class Verification {

  private Verification() {}

  /** Returns how a stored object differs from the content, as far as the destination says. */
  public static Optional<String> difference(StoredObject stored, Lifted content)
      throws IOException {
    long length = content.source().length();
    if (stored.length() != length) {
      return Optional.of("holds " + stored.length() + " bytes of " + length);
    }
    for (Digest theirs : stored.digests()) {
      if (!theirs.equals(content.digest(theirs.algorithm()))) {
        return Optional.of("has another " + theirs.algorithm() + " than what was sent");
      }
    }
    return Optional.empty();
  }

  /** Returns the strongest digest by which a stored object is known to be the content. */
  public static Optional<DigestAlgorithm> proof(StoredObject stored, Lifted content)
      throws IOException {
    return difference(stored, content).isPresent() ? Optional.empty() : algorithm(stored);
  }

  /** Returns the strongest digest that a stored object came with; there is one. */
  public static DigestAlgorithm strongest(StoredObject stored) {
    return algorithm(stored).orElseThrow();
  }

  private static Optional<DigestAlgorithm> algorithm(StoredObject stored) {
    return stored.digests().stream()
        .map(Digest::algorithm)
        .max(Comparator.comparingInt(DigestAlgorithm::length));
  }
}
