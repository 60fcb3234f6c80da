package dev.davit.core.model;

/** The rules that object keys and relative paths share, and their common order. */
final class Segments {

  private Segments() {}

  static String check(String what, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) == '/') {
        checkSegment(what, value, start, i);
        start = i + 1;
      } else {
        checkCharacter(what, value, i);
      }
    }
    return value;
  }

  private static void checkSegment(String what, String value, int start, int end) {
    int length = end - start;
    boolean dots =
        (length == 1 && value.charAt(start) == '.')
            || (length == 2 && value.startsWith("..", start));
    if (length == 0 || dots) {
      throw new IllegalArgumentException(
          what + " \"" + value + "\" has an empty, \".\" or \"..\" segment");
    }
  }

  private static void checkCharacter(String what, String value, int i) {
    char c = value.charAt(i);
    if (c == 0) {
      throw new IllegalArgumentException(what + " holds the character NUL");
    }
    if (Character.isSurrogate(c) && !paired(value, i, c)) {
      throw new IllegalArgumentException(what + " holds an unpaired surrogate at index " + i);
    }
  }

  private static boolean paired(String value, int i, char c) {
    return Character.isHighSurrogate(c)
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }

  /** Orders by code point, which is the order of the UTF-8 bytes. */
  static int compare(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
