package dev.davit.cli.show;

/** How wide text is on a terminal, and how it is cut to fit. */
public final class Columns {
  private static final String ELLIPSIS = "…";

  private Columns() {}

  /** Returns how many columns a text takes. */
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /** Returns a text with blanks after it, so that it takes so many columns at least. */
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  /** Returns the beginning of a text that fits. */
  static String head(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int end = 0;
    int width = 1;
    while (end < text.length() && width + of(text.codePointAt(end)) <= columns) {
      width += of(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return columns < 1 ? "" : text.substring(0, end) + ELLIPSIS;
  }

  /** Returns the end of a text that fits: of a path, the end tells more than the beginning. */
  static String tail(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int start = text.length();
    int width = 1;
    while (start > 0 && width + of(text.codePointBefore(start)) <= columns) {
      width += of(text.codePointBefore(start));
      start = text.offsetByCodePoints(start, -1);
    }
    return columns < 1 ? "" : ELLIPSIS + text.substring(start);
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(c) ? 2 : 1;
    };
  }

  /** East Asian wide and full-width forms, and emoji: the ranges that terminals agree on. */
  private static boolean wide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
