package dev.davit.cli.show;

/**
 * Makes text that others chose, such as file names, harmless on a line: what would move the cursor,
 * break the line or turn the reading direction is written as an escape.
 */
public final class SafeText {

  private SafeText() {}

  /** Returns the text with control and direction characters as {@code \n}, {@code \x1b}, … */
  public static String of(String text) {
    int first = firstUnsafe(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
    text.substring(first).codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  /** Tells whether a code point is written as an escape. */
  public static boolean unsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> directs(c);
      default -> false;
    };
  }

  private static boolean directs(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static int firstUnsafe(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (unsafe(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return text.length();
  }

  private static void append(StringBuilder safe, int c) {
    if (!unsafe(c)) {
      safe.appendCodePoint(c);
      return;
    }
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> safe.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
    }
  }
}
