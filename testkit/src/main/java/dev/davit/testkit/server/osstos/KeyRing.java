package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.s3.S3Credential;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys that a server knows, and what is computed with them. */
final class KeyRing {
  static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration SKEW = Duration.ofMinutes(15);
  static final String WRONG_REGION = "0002-00000214";
  private static final long LONGEST_LINK = 604_800;

  private final Map<String, S3Credential> known = new ConcurrentHashMap<>();
  private final Map<String, byte[]> derived = new ConcurrentHashMap<>();
  private final StoreOptions options;
  private final String expiredCode;

  KeyRing(StoreOptions options, String expiredCode) {
    this.options = options;
    this.expiredCode = expiredCode;
  }

  void accept(S3Credential credential) {
    known.put(credential.accessKeyId(), credential);
  }

  void forget(String accessKeyId) {
    known.remove(accessKeyId);
  }

  /** Returns a key by its name, if the session token that came with it is its own. */
  S3Credential find(String accessKeyId, Optional<String> token) throws Refusal {
    S3Credential credential = known.get(accessKeyId);
    if (credential == null) {
      throw new Refusal("InvalidAccessKeyId", "The access key id does not exist.");
    }
    if (!credential.sessionToken().equals(token)) {
      throw new Refusal("InvalidSecurityToken", "The security token is not that of the key.");
    }
    if (credential.validUntil().filter(end -> !now().isBefore(end)).isPresent()) {
      throw new Refusal(expiredCode, "The security token has expired.", "0002-00000069");
    }
    return credential;
  }

  Instant now() {
    return options.clock().instant();
  }

  /** Refuses a request that was signed too long ago, or too far ahead. */
  void checkTime(Instant signed) throws Refusal {
    if (Duration.between(signed, now()).abs().compareTo(SKEW) > 0) {
      throw new Refusal(
          "RequestTimeTooSkewed",
          "The difference between the request time and the server's time is too large.",
          "0002-00000504");
    }
  }

  /** Refuses a link whose time is over, or that lives too long. */
  void checkLink(Instant signed, String seconds) throws Refusal {
    if (!seconds.matches("\\d{1,9}") || Long.parseLong(seconds) > LONGEST_LINK) {
      throw new Refusal("InvalidArgument", "A link lives from 1 to 604800 seconds.");
    }
    if (now().isAfter(signed.plusSeconds(Long.parseLong(seconds)))) {
      throw new Refusal("AccessDenied", "Request has expired.");
    }
  }

  static Instant basic(String text) throws Refusal {
    try {
      return Instant.from(BASIC.parse(text));
    } catch (DateTimeParseException e) {
      throw new Refusal("AccessDenied", "The date of the request cannot be read.");
    }
  }

  /** Returns the key of a day, region and product, which is derived in four steps. */
  byte[] signingKey(S3Credential by, String prefix, String day, String product, String end) {
    String name = by.accessKeyId() + " " + by.secretKey() + " " + day;
    return derived.computeIfAbsent(
        name,
        n -> {
          byte[] key = utf8(prefix + by.secretKey());
          for (String step : new String[] {day, options.region(), product, end}) {
            key = hmac("HmacSHA256", key, step);
          }
          return key;
        });
  }

  /** Checks the scope that a credential names: {@code id/day/region/product/end}. */
  String[] scope(String credential, String product, String end, Instant signed) throws Refusal {
    String[] scope = credential.split("/", -1);
    if (scope.length != 5 || !scope[3].equals(product) || !scope[4].equals(end)) {
      throw new Refusal("AccessDenied", "The credential is malformed: " + credential);
    }
    if (!scope[2].equals(options.region())) {
      throw new Refusal(
          "AccessDenied",
          "Invalid signing region in Authorization header: it is "
              + scope[2]
              + ", and must be "
              + options.region()
              + ".",
          WRONG_REGION);
    }
    if (!BASIC.format(signed).startsWith(scope[1])) {
      throw new Refusal("AccessDenied", "The credential is of another day than the request.");
    }
    return scope;
  }

  static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static void requireSame(String given, String computed, String signed) throws Refusal {
    if (!MessageDigest.isEqual(utf8(given), utf8(computed))) {
      throw new Refusal(
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided."
              + " What we signed: "
              + signed.replace("\n", "\\n"),
          "0002-00000223");
    }
  }

  /** Header fields arrive byte for byte; their text is UTF-8. */
  static String text(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
