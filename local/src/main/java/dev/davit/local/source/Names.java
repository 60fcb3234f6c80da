package dev.davit.local.source;

import dev.davit.core.model.RelativePath;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * Turns the names of files into the segments of relative paths, and back.
 *
 * <p>{@code Path.toString()} replaces what is not text in the platform's charset, so two files can
 * look the same. Where that might have happened the bytes are taken from the path's URI, in which
 * the JDK encodes each of them, and given back to it the same way.
 */
final class Names {
  private static final char ESCAPE = '\u201B';
  private static final char REPLACEMENT = '\uFFFD';
  private static final String HEX = "0123456789ABCDEF";

  /** Whether {@code Path} turns UTF-8 into text by itself; in a POSIX locale it does not. */
  private static final boolean UTF_8 =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.US_ASCII)
          .equals(StandardCharsets.UTF_8);

  /** Whether names are bytes here; elsewhere, as on Windows, they are UTF-16. */
  private static final boolean BYTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Names() {}

  /** Returns the segment for the last name of an absolute path. */
  static String segment(Path path) {
    Path name = path.getFileName();
    String text = name == null ? "" : name.toString();
    return isPlain(text) ? text : escape(path, text);
  }

  private static boolean isPlain(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c < 0x80 || (UTF_8 && isPlain(c));
    }
    return plain;
  }

  private static boolean isPlain(char c) {
    return c != ESCAPE && c != REPLACEMENT && (BYTES || !Character.isSurrogate(c));
  }

  private static String escape(Path path, String text) {
    return isBytes(path) ? escape(rawName(path)) : escapeSurrogates(text);
  }

  private static boolean isBytes(Path path) {
    return BYTES && path.getFileSystem().equals(FileSystems.getDefault());
  }

  /** Returns the bytes of an absolute path of this machine, as the kernel has them. */
  static byte[] bytes(Path path) {
    String text = path.toString();
    if (isPlain(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String raw = path.toUri().getRawPath();
    return unquote(raw, 0, raw.endsWith("/") ? raw.length() - 1 : raw.length());
  }

  /** The bytes of the last name. Makes the JDK look whether the path is a folder: for few names. */
  private static byte[] rawName(Path path) {
    String raw = path.toUri().getRawPath();
    int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
    return unquote(raw, raw.lastIndexOf('/', end - 1) + 1, end);
  }

  private static byte[] unquote(String raw, int from, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = from; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(hex(raw, i + 1));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /** Writes bytes as UTF-8 text, those that are not UTF-8 each as an escape. */
  static String escape(byte[] name) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length; ) {
      int length = sequence(name[i]);
      try {
        CharSequence decoded =
            decoder.decode(ByteBuffer.wrap(name, i, Math.min(length, name.length - i)));
        text.append(decoded);
        if (decoded.charAt(0) == ESCAPE) {
          text.append(ESCAPE);
        }
        i += length;
      } catch (CharacterCodingException e) {
        escapeByte(text, name[i++]);
      }
    }
    return text.toString();
  }

  private static int sequence(byte first) {
    int b = first & 0xFF;
    return b < 0xC0 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
  }

  private static void escapeByte(StringBuilder text, int b) {
    text.append(ESCAPE).append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
  }

  private static String escapeSurrogates(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints().forEach(c -> escapeCodePoint(text, c));
    return text.toString();
  }

  private static void escapeCodePoint(StringBuilder text, int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      escapeByte(text, 0xE0 | c >> 12);
      escapeByte(text, 0x80 | (c >> 6 & 0x3F));
      escapeByte(text, 0x80 | (c & 0x3F));
    } else {
      text.appendCodePoint(c);
      if (c == ESCAPE) {
        text.append(ESCAPE);
      }
    }
  }

  /** Returns the path of something below a folder. */
  static RelativePath relative(Path folder, Path below) {
    StringBuilder path = new StringBuilder();
    Path at = folder;
    for (Path name : folder.relativize(below)) {
      at = at.resolve(name);
      path.append(path.isEmpty() ? "" : "/").append(segment(at));
    }
    return new RelativePath(path.toString());
  }

  /**
   * Returns the child of a folder whose name has this segment.
   *
   * @throws IllegalArgumentException if no name has
   */
  static Path resolve(Path folder, String segment) {
    if (isPlain(segment)) {
      return folder.resolve(segment);
    }
    return isBytes(folder)
        ? resolve(folder, unescape(segment))
        : folder.resolve(unescapeSurrogates(segment));
  }

  private static Path resolve(Path folder, byte[] name) {
    StringBuilder uri = new StringBuilder(folder.toUri().toString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    for (byte b : name) {
      uri.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** Gives back the bytes that {@link #escape(byte[])} was given. */
  static byte[] unescape(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < segment.length(); ) {
      int c = segment.codePointAt(i);
      i += Character.charCount(c);
      if (c == ESCAPE && !segment.startsWith("\u201B", i)) {
        bytes.write(hex(segment, i));
        i += 2;
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += c == ESCAPE ? 1 : 0;
      }
    }
    return bytes.toByteArray();
  }

  private static String unescapeSurrogates(String segment) {
    byte[] bytes = unescape(segment);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < bytes.length; ) {
      int length = Math.min(sequence(bytes[i]), bytes.length - i);
      boolean surrogate = length == 3 && bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xFF) >= 0xA0;
      if (surrogate) {
        name.append((char) (0xD000 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F)));
      } else {
        name.append(new String(bytes, i, length, StandardCharsets.UTF_8));
      }
      i += length;
    }
    return name.toString();
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()) {
      throw new IllegalArgumentException("an escape in \"" + text + "\" lacks its two digits");
    }
    return Integer.parseInt(text, at, at + 2, 16);
  }
}
