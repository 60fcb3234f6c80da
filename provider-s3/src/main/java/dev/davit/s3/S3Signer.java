package dev.davit.s3;

import dev.davit.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4. The SDK's own signer gives the same bytes for three
 * times the work: docs/decisions/0004-s3-request-path.md.
 */
final class S3Signer {
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private volatile Moment last = new Moment(Instant.EPOCH);

  S3Signer(String region) {
    this.region = region;
  }

  /**
   * Adds the headers that prove who sends a request.
   *
   * @param path percent-encoded
   * @param query percent-encoded, sorted, every name with its {@code =}
   * @param headers names in lower case, the host among them; all are signed
   * @param payload SHA-256 of the body in hexadecimal digits, or {@link #UNSIGNED}
   */
  void sign(
      Key key,
      Instant now,
      String method,
      String path,
      String query,
      SortedMap<String, String> headers,
      String payload) {
    headers.put("x-amz-content-sha256", payload);
    key.pair()
        .ifPresent(pair -> {
          Moment moment = moment(now);
          headers.put("x-amz-date", moment.time);
          pair.sessionToken()
              .map(Secret::reveal)
              .ifPresent(t -> headers.put("x-amz-security-token", t));
          String names = String.join(";", headers.keySet());
          String signature =
              signature(key, moment, canonical(method, path, query, headers, names, payload));
          headers.put(
              "authorization",
              "AWS4-HMAC-SHA256 Credential="
                  + pair.accessKeyId()
                  + "/"
                  + scope(moment)
                  + ", SignedHeaders="
                  + names
                  + ", Signature="
                  + signature);
        });
  }

  /** Returns the query of a link that proves by itself who made it. */
  String presignedQuery(
      Key key,
      String accessKeyId,
      Optional<String> sessionToken,
      Instant now,
      String path,
      String host,
      Duration validity) {
    Moment moment = moment(now);
    String scope = scope(moment);
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + Encoding.query(accessKeyId + "/" + scope)
            + "&X-Amz-Date="
            + moment.time
            + "&X-Amz-Expires="
            + validity.toSeconds()
            + sessionToken.map(t -> "&X-Amz-Security-Token=" + Encoding.query(t)).orElse("")
            + "&X-Amz-SignedHeaders=host";
    SortedMap<String, String> headers = new TreeMap<>(Map.of("host", host));
    String canonical = canonical("GET", path, query, headers, "host", UNSIGNED);
    return query + "&X-Amz-Signature=" + signature(key, moment, canonical);
  }

  private String scope(Moment moment) {
    return moment.day + "/" + region + "/s3/aws4_request";
  }

  private String signature(Key key, Moment moment, String canonical) {
    String text =
        "AWS4-HMAC-SHA256\n" + moment.time + "\n" + scope(moment) + "\n" + sha256Hex(canonical);
    return HexFormat.of().formatHex(hmac(key.signingKey(moment.day, region), text));
  }

  private static String canonical(
      String method,
      String path,
      String query,
      SortedMap<String, String> headers,
      String names,
      String payload) {
    StringBuilder text = new StringBuilder(512);
    text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
    for (Map.Entry<String, String> header : headers.entrySet()) {
      text.append(header.getKey()).append(':');
      appendSqueezed(text, header.getValue());
      text.append('\n');
    }
    return text.append('\n').append(names).append('\n').append(payload).toString();
  }

  /** Runs of spaces count as one, and none at the ends. */
  private static void appendSqueezed(StringBuilder text, String value) {
    int start = text.length();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean space = c == ' ' || c == '\t';
      if (!space) {
        text.append(c);
      } else if (text.length() > start && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    if (text.length() > start && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }

  static byte[] signingKey(Secret secret, String day, String region) {
    byte[] key = ("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(key, day), region), "s3"), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without HmacSHA256", e);
    }
  }

  static String sha256Hex(String text) {
    return sha256Hex(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256Hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java runtime without SHA-256", e);
    }
  }

  /** Writes a time only when its second begins. */
  private Moment moment(Instant now) {
    Moment known = last;
    if (known.second != now.getEpochSecond()) {
      known = new Moment(now);
      last = known;
    }
    return known;
  }

  private static final class Moment {
    private final long second;
    private final String time;
    private final String day;

    Moment(Instant now) {
      second = now.getEpochSecond();
      time = TIME.format(now);
      day = time.substring(0, 8);
    }
  }
}
