package dev.davit.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Spells key segments as file names and back, byte by byte, in any locale.
 *
 * <p>Java turns text into file names by the locale's charset and loses what does not fit. Only URIs
 * carry raw bytes in and out of a {@link Path}, so they are used wherever text would not do.
 */
final class Names {
  static final int MAX_BYTES = 255;

  /** A byte of a name becomes at most this many of a key: U+201B and two digits. */
  static final int MAX_GROWTH = 5;

  private static final char ESCAPE = '\u201B';
  private static final boolean UNIX = File.separatorChar == '/';
  private static final boolean TEXT_IS_UTF8 =
      !UNIX || Path.of(URI.create("file:///%C3%A9")).toString().equals("/\u00e9");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Names() {}

  /**
   * Returns the file name, relative, for a segment of a key.
   *
   * @throws IllegalArgumentException if no file can have that name; the message says why
   */
  static Path path(String segment) {
    if (isPlain(segment)) {
      checkLength(segment, segment.length());
      return Path.of(segment);
    }
    byte[] bytes = bytes(segment);
    checkLength(segment, bytes.length);
    if (!UNIX) {
      if (segment.indexOf(File.separatorChar) >= 0 || segment.indexOf(':') >= 0) {
        throw new IllegalArgumentException(
            "no file name can hold " + File.separator + " or : here");
      }
      return Path.of(new String(bytes, UTF_8));
    }
    StringBuilder uri = new StringBuilder("file:///");
    for (byte b : bytes) {
      HEX.toHexDigits(uri.append('%'), b);
    }
    return Path.of(URI.create(uri.toString())).getFileName();
  }

  /** Returns the key segment for a directory's entry. */
  static String segment(Path entry) {
    String text = entry.getFileName().toString();
    if (isPlain(text) || (TEXT_IS_UTF8 && text.indexOf('\uFFFD') < 0)) {
      return text.replace("\u201B", "\u201B\u201B");
    }
    String uri = entry.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return text(percentDecoded(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end)));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7e || c == '\\' || c == ':') {
        return false;
      }
    }
    return true;
  }

  private static void checkLength(String segment, int bytes) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the name \"" + segment + "\" has " + bytes + " bytes; a file name has at most 255");
    }
  }

  private static byte[] bytes(String segment) {
    if (segment.indexOf(ESCAPE) < 0) {
      return segment.getBytes(UTF_8);
    }
    byte[] bytes = unescaped(segment);
    if (!text(bytes).equals(segment)) {
      throw new IllegalArgumentException(
          "the name \""
              + segment
              + "\" holds U+201B, which marks bytes that are not UTF-8 and must be doubled to mean"
              + " itself");
    }
    return bytes;
  }

  private static byte[] unescaped(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < segment.length()) {
      int mark = segment.indexOf(ESCAPE, i);
      int end = mark < 0 ? segment.length() : mark;
      bytes.writeBytes(segment.substring(i, end).getBytes(UTF_8));
      i = end;
      if (mark >= 0 && mark + 2 < segment.length() && isHex(segment, mark + 1)) {
        bytes.write(HexFormat.fromHexDigits(segment, mark + 1, mark + 3));
        i = mark + 3;
      } else if (mark >= 0) {
        bytes.writeBytes("\u201B".getBytes(UTF_8));
        i = mark + 2;
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isHex(String text, int at) {
    return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
  }

  private static String text(byte[] name) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < name.length) {
      int length = characterAt(name, i);
      if (length == 0) {
        HEX.toHexDigits(text.append(ESCAPE), name[i]);
        i++;
      } else {
        String character = new String(name, i, length, UTF_8);
        text.append(character.equals("\u201B") ? "\u201B\u201B" : character);
        i += length;
      }
    }
    return text.toString();
  }

  /** Returns how many bytes the well-formed character at an index has; 0 if there is none. */
  private static int characterAt(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead > 0xf4 || at + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i] & 0xff;
      int low = i > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      int high = i > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) {
        return 0;
      }
    }
    return length;
  }

  private static byte[] percentDecoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
