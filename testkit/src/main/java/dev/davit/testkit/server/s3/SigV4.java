package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Percent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of Signature Version 4. */
final class SigV4 {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String TERMINATOR = "aws4_request";
  static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private SigV4() {}

  /** Encodes and sorts a query, leaving out the signature itself. */
  static String canonicalQuery(QueryFields query) {
    if (query.isEmpty()) {
      return "";
    }
    return query.fields().stream()
        .filter(field -> !field.name().equals("X-Amz-Signature"))
        .map(field ->
            new QueryFields.Field(
                Percent.encode(field.name(), false), Percent.encode(field.value(), false)))
        .sorted(
            Comparator.comparing(QueryFields.Field::name).thenComparing(QueryFields.Field::value))
        .map(field -> field.name() + "=" + field.value())
        .collect(Collectors.joining("&"));
  }

  /** Trims a field value and folds runs of spaces. */
  static String canonicalValue(String value) {
    return value.contains("  ") ? value.strip().replaceAll(" +", " ") : value.strip();
  }

  static String canonicalValue(List<String> values) {
    return values.size() == 1
        ? canonicalValue(values.getFirst())
        : values.stream().map(SigV4::canonicalValue).collect(Collectors.joining(","));
  }

  static byte[] signingKey(String secret, String date, String region, String service) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(key, date), region), service), TERMINATOR);
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  static String signature(byte[] key, String stringToSign) {
    return HexFormat.of().formatHex(hmac(key, stringToSign));
  }

  /** Hashes text whose characters are bytes: encoded paths and raw header fields. */
  static String sha256Hex(String latin1) {
    return HexFormat.of()
        .formatHex(digest("SHA-256").digest(latin1.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  static boolean same(String expected, String actual) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.ISO_8859_1),
        actual.getBytes(StandardCharsets.ISO_8859_1));
  }
}
