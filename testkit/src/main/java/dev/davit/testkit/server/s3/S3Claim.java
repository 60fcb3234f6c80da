package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HeaderFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says about who signed it and how.
 *
 * @param accessKeyId the key
 * @param date the scope's date
 * @param region the scope's region
 * @param signedHeaders the names that are signed
 * @param signature the signature in hex
 * @param timestamp the time of signing, as sent
 * @param time the time of signing
 * @param payload the payload's hash, or how it is signed
 * @param token the session token; empty if none
 * @param expires how long a presigned request holds; empty for one that is signed by header
 */
record S3Claim(
    String accessKeyId,
    String date,
    String region,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    Instant time,
    String payload,
    String token,
    Optional<Duration> expires) {
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final int SCOPE_PARTS = 5;
  private static final long MAX_EXPIRES = Duration.ofDays(7).toSeconds();
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final int SIGNATURE_LENGTH = 64;
  private static final DateTimeFormatter BASIC_ISO =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  /** Returns the scope that is signed along. */
  String scope() {
    return date + "/" + region + "/s3/" + SigV4.TERMINATOR;
  }

  static boolean presigned(QueryFields query) {
    return query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature");
  }

  static S3Claim fromHeaders(HeaderFields headers, String authorization) throws S3Refusal {
    if (!authorization.startsWith(SigV4.ALGORITHM + " ")) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The authorization mechanism you have provided is not supported. Please use "
              + SigV4.ALGORITHM
              + ".");
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : COMMA.split(authorization.substring(SigV4.ALGORITHM.length()), -1)) {
      String stripped = field.strip();
      int equals = stripped.indexOf('=');
      if (equals > 0) {
        fields.put(stripped.substring(0, equals), stripped.substring(equals + 1));
      }
    }
    S3Code malformed = S3Code.AUTHORIZATION_HEADER_MALFORMED;
    String timestamp = headers.firstOr("x-amz-date", "");
    if (timestamp.isEmpty()) {
      throw new S3Refusal(
          S3Code.ACCESS_DENIED, "AWS authentication requires a valid Date or x-amz-date header");
    }
    String payload =
        headers
            .first("x-amz-content-sha256")
            .orElseThrow(() ->
                new S3Refusal(
                    S3Code.INVALID_REQUEST,
                    "Missing required header for this request: x-amz-content-sha256"));
    return claim(
        malformed,
        required(fields, "Credential", malformed),
        required(fields, "SignedHeaders", malformed),
        required(fields, "Signature", malformed),
        timestamp,
        payload,
        headers.firstOr("x-amz-security-token", ""),
        Optional.empty());
  }

  static S3Claim fromQuery(HeaderFields headers, QueryFields query) throws S3Refusal {
    S3Code malformed = S3Code.AUTHORIZATION_QUERY_PARAMETERS_ERROR;
    Map<String, String> fields = new HashMap<>();
    query.fields().forEach(field -> fields.put(field.name(), field.value()));
    if (!required(fields, "X-Amz-Algorithm", malformed).equals(SigV4.ALGORITHM)) {
      throw new S3Refusal(malformed, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    String payload = query.firstOr("X-Amz-Content-Sha256", UNSIGNED);
    return claim(
        malformed,
        required(fields, "X-Amz-Credential", malformed),
        required(fields, "X-Amz-SignedHeaders", malformed),
        required(fields, "X-Amz-Signature", malformed),
        required(fields, "X-Amz-Date", malformed),
        headers.firstOr("x-amz-content-sha256", payload),
        query.firstOr("X-Amz-Security-Token", ""),
        Optional.of(expires(required(fields, "X-Amz-Expires", malformed))));
  }

  private static S3Claim claim(
      S3Code malformed,
      String credential,
      String signedHeaders,
      String signature,
      String timestamp,
      String payload,
      String token,
      Optional<Duration> expires)
      throws S3Refusal {
    String[] scope = SLASH.split(credential, -1);
    if (scope.length != SCOPE_PARTS
        || !scope[3].equals("s3")
        || !scope[4].equals(SigV4.TERMINATOR)) {
      throw new S3Refusal(
          malformed,
          "The credential must be of the form <access key id>/YYYYMMDD/REGION/s3/aws4_request");
    }
    if (signature.length() != SIGNATURE_LENGTH
        || !signature.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new S3Refusal(malformed, "The signature must be 64 lower-case hex digits");
    }
    Instant time;
    try {
      time = LocalDateTime.parse(timestamp, BASIC_ISO).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new S3Refusal(malformed, "The date must be of the form yyyyMMddTHHmmssZ");
    }
    if (!timestamp.startsWith(scope[1])) {
      throw new S3Refusal(malformed, "Invalid credential date: it is not that of the request");
    }
    return new S3Claim(
        scope[0],
        scope[1],
        scope[2],
        List.of(SEMICOLON.split(signedHeaders, -1)),
        signature,
        timestamp,
        time,
        payload,
        token,
        expires);
  }

  private static Duration expires(String seconds) throws S3Refusal {
    try {
      long value = Long.parseLong(seconds);
      if (value >= 1 && value <= MAX_EXPIRES) {
        return Duration.ofSeconds(value);
      }
    } catch (NumberFormatException e) {
      throw badExpires();
    }
    throw badExpires();
  }

  private static S3Refusal badExpires() {
    return new S3Refusal(
        S3Code.AUTHORIZATION_QUERY_PARAMETERS_ERROR,
        "X-Amz-Expires must be from 1 to " + MAX_EXPIRES + " seconds");
  }

  private static String required(Map<String, String> fields, String name, S3Code malformed)
      throws S3Refusal {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new S3Refusal(malformed, "The authorization lacks " + name);
    }
    return value;
  }
}
