package dev.davit.registrar.index.naming;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Canonical paths, and the form in which names are compared. */
public final class Names {
  private static final int LONGEST = 4096;

  private Names() {}

  /**
   * Returns the one spelling of a path: NFC, {@code /} between elements, no {@code .} or {@code
   * ..}.
   *
   * @throws IllegalArgumentException if nothing is left, it climbs out, or it is not text
   */
  public static String canonical(String path) {
    Deque<String> elements = new ArrayDeque<>();
    for (String element : Normalizer.normalize(path, Normalizer.Form.NFC).split("[/\\\\]", -1)) {
      switch (element) {
        case "", "." -> {}
        case ".." -> {
          if (elements.pollLast() == null) {
            throw new IllegalArgumentException("The path leads out of the session.");
          }
        }
        default -> elements.addLast(element);
      }
    }
    String canonical = String.join("/", elements);
    if (canonical.isEmpty() || canonical.length() > LONGEST || canonical.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("This is no path of a file.");
    }
    if (canonical.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new IllegalArgumentException("The path is no well-formed Unicode.");
    }
    return canonical;
  }

  /** Returns the last element of a canonical path. */
  public static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the form in which names are compared: NFKC, case folded, whatever stands around it. */
  public static String key(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(folded::appendCodePoint);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }
}
