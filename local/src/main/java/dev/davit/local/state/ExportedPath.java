package dev.davit.local.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.davit.core.model.RelativePath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Absolute paths as the JSON has them. A byte of a name that is no UTF-8 is written as Python
 * writes it, {@code \}{@code udc80} to {@code \}{@code udcff}, so that scripts get the real name.
 */
final class ExportedPath {
  private static final char MARK = '\u201B';

  private final String root;

  ExportedPath(Path root) {
    String text = root.toString();
    this.root = text.endsWith(File.separator) ? text : text + File.separator;
  }

  /** Returns the folder's path with a separator at its end. */
  String root() {
    return root;
  }

  void write(RelativePath path, JsonGenerator out) throws IOException {
    String text = root + path.value().replace('/', File.separatorChar);
    if (path.value().indexOf(MARK) < 0) {
      out.writeString(text);
    } else {
      out.writeRawValue(quoted(text));
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != MARK || i + 1 == text.length()) {
        plain.append(c);
      } else if (text.charAt(i + 1) == MARK) {
        plain.append(c);
        i++;
      } else if (isByte(text, i + 1)) {
        JsonStringEncoder.getInstance().quoteAsString(plain, quoted);
        plain.setLength(0);
        quoted.append("\\udc").append(text, i + 1, i + 3);
        i += 2;
      } else {
        plain.append(c);
      }
    }
    JsonStringEncoder.getInstance().quoteAsString(plain, quoted);
    return quoted.append('"').toString();
  }

  private static boolean isByte(String text, int at) {
    return at + 2 <= text.length()
        && HexFormat.isHexDigit(text.charAt(at))
        && HexFormat.isHexDigit(text.charAt(at + 1));
  }

  /** Turns a path below the source, as the JSON has it, into ours. */
  static RelativePath parse(String relative) {
    StringBuilder path = new StringBuilder(relative.length());
    for (int i = 0; i < relative.length(); i++) {
      char c = relative.charAt(i);
      boolean paired = i > 0 && Character.isHighSurrogate(relative.charAt(i - 1));
      if (c == MARK) {
        path.append(MARK).append(MARK);
      } else if (c >= '\uDC80' && c <= '\uDCFF' && !paired) {
        path.append(MARK).append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        path.append(c == File.separatorChar ? '/' : c);
      }
    }
    return RelativePath.of(path.toString());
  }
}
