package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestHead;
import dev.davit.testkit.server.s3.S3Credential;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * OSS: signatures of version 1 and 4, in the header and in the query, and posted forms. Version 1
 * is HMAC-SHA1 over a text of few fields, version 4 the scheme of S3 with other words.
 */
final class OssDialect implements Dialect {
  private static final String V4 = "OSS4-HMAC-SHA256";
  private static final String END = "aliyun_v4_request";
  private static final long MIN_PART = 100 << 10;

  /** Names in the query that version 1 signs, as far as they are known here. */
  private static final Set<String> SIGNED_V1 =
      Set.of(
          "acl",
          "bucketInfo",
          "callback",
          "callback-var",
          "continuation-token",
          "delete",
          "location",
          "objectMeta",
          "partNumber",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires",
          "security-token",
          "tagging",
          "uploadId",
          "uploads",
          "versionId",
          "x-oss-process",
          "x-oss-traffic-limit");

  private final KeyRing keys;

  OssDialect(KeyRing keys) {
    this.keys = keys;
  }

  @Override
  public String prefix() {
    return "x-oss-";
  }

  @Override
  public HttpAnswer worded(int status, String root, Doc doc) {
    return HttpAnswer.of(status).body("application/xml", doc.xml(root));
  }

  @Override
  public Optional<Tree> read(byte[] document) {
    return Tree.xml(document);
  }

  @Override
  public String plural(String singular) {
    return singular;
  }

  @Override
  public long minPart() {
    return MIN_PART;
  }

  @Override
  public String taken() {
    return "FileAlreadyExists";
  }

  @Override
  public String etag(String md5) {
    return md5.toUpperCase(Locale.ROOT);
  }

  @Override
  public void verify(RequestHead head, Target target) throws Refusal {
    String authorization = head.headers().firstOr("authorization", "");
    if (authorization.startsWith(V4 + " ")) {
      headerV4(head, target, authorization.substring(V4.length() + 1));
    } else if (authorization.startsWith("OSS ")) {
      headerV1(head, target, authorization.substring(4));
    } else if (target.first("x-oss-signature-version", "").equals(V4)) {
      queryV4(head, target);
    } else if (target.has("Signature")) {
      queryV1(head, target);
    } else {
      throw new Refusal("AccessDenied", "You are not allowed to do this without a signature.");
    }
  }

  private void headerV4(RequestHead head, Target target, String authorization) throws Refusal {
    Map<String, String> claims = claims(authorization);
    Instant signed = KeyRing.basic(head.headers().firstOr("x-oss-date", ""));
    keys.checkTime(signed);
    String payload = head.headers().firstOr("x-oss-content-sha256", "");
    if (!payload.equals("UNSIGNED-PAYLOAD")) {
      throw new Refusal("InvalidArgument", "x-oss-content-sha256 must be UNSIGNED-PAYLOAD.");
    }
    Optional<String> token = head.headers().first("x-oss-security-token");
    checkV4(head, target, claims.getOrDefault("Credential", ""), token, signed, claims);
  }

  private void queryV4(RequestHead head, Target target) throws Refusal {
    Instant signed = KeyRing.basic(target.first("x-oss-date", ""));
    keys.checkLink(signed, target.first("x-oss-expires", ""));
    Optional<String> token = Optional.ofNullable(target.query().get("x-oss-security-token"));
    Map<String, String> claims = new HashMap<>();
    claims.put("AdditionalHeaders", target.first("x-oss-additional-headers", ""));
    claims.put("Signature", target.first("x-oss-signature", ""));
    checkV4(head, target, target.first("x-oss-credential", ""), token, signed, claims);
  }

  private void checkV4(
      RequestHead head,
      Target target,
      String credential,
      Optional<String> token,
      Instant signed,
      Map<String, String> claims)
      throws Refusal {
    String[] scope = keys.scope(credential, "oss", END, signed);
    S3Credential by = keys.find(scope[0], token);
    String additional = claims.getOrDefault("AdditionalHeaders", "");
    String canonical = canonicalV4(head, target, additional);
    String text =
        V4
            + "\n"
            + KeyRing.BASIC.format(signed)
            + "\n"
            + String.join("/", Arrays.asList(scope).subList(1, 5))
            + "\n"
            + KeyRing.sha256(canonical);
    byte[] key = keys.signingKey(by, "aliyun_v4", scope[1], "oss", END);
    String computed = KeyRing.hex(KeyRing.hmac("HmacSHA256", key, text));
    KeyRing.requireSame(claims.getOrDefault("Signature", ""), computed, canonical);
  }

  private static String canonicalV4(RequestHead head, Target target, String additional) {
    Set<String> more = Set.of(additional.split(";", -1));
    TreeMap<String, String> headers = new TreeMap<>();
    HeaderFields given = head.headers();
    for (int i = 0; i < given.size(); i++) {
      String name = given.name(i);
      boolean always =
          name.equals("content-type") || name.equals("content-md5") || name.startsWith("x-oss-");
      if (always || more.contains(name)) {
        headers.put(name, KeyRing.text(given.value(i)).strip());
      }
    }
    TreeMap<String, String> query = new TreeMap<>();
    target
        .query()
        .forEach((name, value) -> {
          if (!name.equals("x-oss-signature")) {
            query.put(Percent.encode(name, false), Percent.encode(value, false));
          }
        });
    return head.method()
        + "\n"
        + Percent.encode(resource(target), true)
        + "\n"
        + query.entrySet().stream()
            .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"))
        + "\n"
        + headers.entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue() + "\n")
            .collect(Collectors.joining())
        + "\n"
        + additional
        + "\n"
        + given.firstOr("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
  }

  private void headerV1(RequestHead head, Target target, String authorization) throws Refusal {
    int colon = authorization.indexOf(':');
    if (colon < 0) {
      throw new Refusal("InvalidArgument", "The Authorization header is malformed.");
    }
    HeaderFields headers = head.headers();
    String date = headers.first("x-oss-date").orElseGet(() -> headers.firstOr("date", ""));
    keys.checkTime(httpDate(date));
    S3Credential by =
        keys.find(authorization.substring(0, colon), headers.first("x-oss-security-token"));
    checkV1(head, target, by, date, authorization.substring(colon + 1));
  }

  private void queryV1(RequestHead head, Target target) throws Refusal {
    String expires = target.first("Expires", "");
    if (!expires.matches("\\d{1,12}")
        || keys.now().isAfter(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw new Refusal("AccessDenied", "Request has expired.");
    }
    Optional<String> token = Optional.ofNullable(target.query().get("security-token"));
    S3Credential by = keys.find(target.first("OSSAccessKeyId", ""), token);
    checkV1(head, target, by, expires, target.first("Signature", ""));
  }

  private static void checkV1(
      RequestHead head, Target target, S3Credential by, String date, String given) throws Refusal {
    HeaderFields headers = head.headers();
    TreeMap<String, String> own = new TreeMap<>();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).startsWith("x-oss-")) {
        own.put(headers.name(i), KeyRing.text(headers.value(i)).strip());
      }
    }
    StringBuilder text = new StringBuilder(head.method()).append('\n');
    text.append(headers.firstOr("content-md5", "")).append('\n');
    text.append(headers.firstOr("content-type", "")).append('\n').append(date).append('\n');
    own.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    text.append(resource(target));
    char separator = '?';
    for (Map.Entry<String, String> field : new TreeMap<>(target.query()).entrySet()) {
      if (SIGNED_V1.contains(field.getKey())) {
        text.append(separator).append(field.getKey());
        if (!field.getValue().isEmpty()) {
          text.append('=').append(field.getValue());
        }
        separator = '&';
      }
    }
    byte[] secret = by.secretKey().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String computed =
        Base64.getEncoder().encodeToString(KeyRing.hmac("HmacSHA1", secret, text.toString()));
    KeyRing.requireSame(given, computed, text.toString());
  }

  @Override
  public void verifyForm(String bucket, Map<String, String> fields, long length) throws Refusal {
    String policy = fields.getOrDefault("policy", "");
    Optional<String> token = Optional.ofNullable(fields.get("x-oss-security-token"));
    if (fields.getOrDefault("x-oss-signature-version", "").equals(V4)) {
      Instant signed = KeyRing.basic(fields.getOrDefault("x-oss-date", ""));
      String[] scope = keys.scope(fields.getOrDefault("x-oss-credential", ""), "oss", END, signed);
      byte[] key = keys.signingKey(keys.find(scope[0], token), "aliyun_v4", scope[1], "oss", END);
      String computed = KeyRing.hex(KeyRing.hmac("HmacSHA256", key, policy));
      KeyRing.requireSame(fields.getOrDefault("x-oss-signature", ""), computed, policy);
    } else {
      S3Credential by = keys.find(fields.getOrDefault("ossaccesskeyid", ""), token);
      byte[] secret = by.secretKey().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      String computed =
          Base64.getEncoder().encodeToString(KeyRing.hmac("HmacSHA1", secret, policy));
      KeyRing.requireSame(fields.getOrDefault("signature", ""), computed, policy);
    }
    Policies.check(policy, bucket, fields, length, keys.now());
  }

  /** Returns what is signed as the resource, wherever the bucket was named. */
  private static String resource(Target target) {
    return target.bucket().isEmpty() ? "/" : "/" + target.bucket() + "/" + target.key();
  }

  private static Map<String, String> claims(String text) {
    Map<String, String> claims = new HashMap<>();
    for (String claim : List.of(text.split(",", -1))) {
      int equals = claim.indexOf('=');
      if (equals > 0) {
        claims.put(claim.substring(0, equals).strip(), claim.substring(equals + 1).strip());
      }
    }
    return claims;
  }

  private static Instant httpDate(String date) throws Refusal {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new Refusal("AccessDenied", "OSS authentication requires a valid Date.");
    }
  }
}
