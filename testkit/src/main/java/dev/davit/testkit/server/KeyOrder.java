package dev.davit.testkit.server;

import java.util.Comparator;

/** Orders keys by their UTF-8 bytes, as object stores list them. */
enum KeyOrder implements Comparator<String> {
  BY_UTF8;

  @Override
  public int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // UTF-16 puts surrogates below U+E000..U+FFFF, UTF-8 above.
        boolean swapped = Character.isSurrogate(x) != Character.isSurrogate(y);
        boolean beyond = x >= Character.MIN_SURROGATE && y >= Character.MIN_SURROGATE;
        return swapped && beyond ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
