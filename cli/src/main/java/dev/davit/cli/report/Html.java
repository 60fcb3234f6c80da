package dev.davit.cli.report;

import dev.davit.cli.show.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes HTML. What comes from outside goes through {@link #text} or {@link #name}, which leave
 * nothing that a browser could take for more than text.
 */
final class Html {
  private final Appendable out;

  Html(Appendable out) {
    this.out = out;
  }

  /** Writes markup; only literals of this package. */
  Html raw(String markup) {
    try {
      out.append(markup);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes text; what would turn the reading direction or is no character shows as an escape. */
  Html text(String text) {
    return raw(escaped(text));
  }

  /** Writes a file's name or the like, set apart so that its reading direction stays its own. */
  Html name(String name) {
    return raw("<bdi class=\"name\">").text(name).raw("</bdi>");
  }

  /** Writes an element that holds text only; {@code tag} may bring attributes. */
  Html element(String tag, String text) {
    int blank = tag.indexOf(' ');
    String name = blank < 0 ? tag : tag.substring(0, blank);
    return raw("<" + tag + ">").text(text).raw("</" + name + ">");
  }

  /** Returns a text with everything escaped that means something, also inside attributes. */
  static String escaped(String text) {
    String safe = SafeText.of(text);
    StringBuilder html = new StringBuilder(safe.length() + 16);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
