package dev.davit.lane;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encodes as Signature Version 4 wants it, so that what is signed is what is sent. */
public final class Encoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Encoding() {}

  /** Encodes a key for a path: everything but unreserved characters and slashes. */
  public static String path(String key) {
    return encoded(key, true);
  }

  /** Encodes a query's name or value: everything but unreserved characters. */
  public static String query(String text) {
    return encoded(text, false);
  }

  private static String encoded(String text, boolean slashes) {
    int plain = 0;
    while (plain < text.length() && passes(text.charAt(plain), slashes)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (byte b : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
      if (passes((char) (b & 0xff), slashes)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
      }
    }
    return encoded.toString();
  }

  private static boolean passes(char c, boolean slashes) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0
        || (c == '/' && slashes);
  }
}
