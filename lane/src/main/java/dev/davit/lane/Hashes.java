package dev.davit.lane;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signatures are made of. */
public final class Hashes {

  private Hashes() {}

  /** Returns HMAC-SHA256 of a text. */
  public static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without HmacSHA256", e);
    }
  }

  /** Returns HMAC-SHA256 of a text in lower-case hexadecimal digits. */
  public static String hmacHex(byte[] key, String text) {
    return HexFormat.of().formatHex(hmac(key, text));
  }

  /** Returns SHA-256 of a text in lower-case hexadecimal digits. */
  public static String sha256Hex(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without SHA-256", e);
    }
  }
}
