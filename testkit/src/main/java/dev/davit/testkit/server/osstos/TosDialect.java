package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestHead;
import dev.davit.testkit.server.s3.S3Credential;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** TOS: TOS4-HMAC-SHA256 in the header and in the query, posted forms, documents in JSON. */
final class TosDialect implements Dialect {
  private static final String V4 = "TOS4-HMAC-SHA256";
  private static final String END = "request";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final long MIN_PART = 4 << 20;

  private final KeyRing keys;

  TosDialect(KeyRing keys) {
    this.keys = keys;
  }

  @Override
  public String prefix() {
    return "x-tos-";
  }

  @Override
  public HttpAnswer worded(int status, String root, Doc doc) {
    return HttpAnswer.of(status).body("application/json", doc.json());
  }

  @Override
  public Optional<Tree> read(byte[] document) {
    return Tree.json(document);
  }

  @Override
  public String plural(String singular) {
    return singular + "s";
  }

  @Override
  public long minPart() {
    return MIN_PART;
  }

  @Override
  public String taken() {
    return "DuplicateObject";
  }

  @Override
  public String etag(String md5) {
    return md5;
  }

  @Override
  public void verify(RequestHead head, Target target) throws Refusal {
    String authorization = head.headers().firstOr("authorization", "");
    Map<String, String> claims = new HashMap<>();
    Instant signed;
    Optional<String> token;
    if (authorization.startsWith(V4 + " ")) {
      for (String claim : List.of(authorization.substring(V4.length()).split(",", -1))) {
        int equals = claim.indexOf('=');
        if (equals > 0) {
          claims.put(claim.substring(0, equals).strip(), claim.substring(equals + 1).strip());
        }
      }
      signed = KeyRing.basic(head.headers().firstOr("x-tos-date", ""));
      keys.checkTime(signed);
      token = head.headers().first("x-tos-security-token");
      claims.put("Payload", head.headers().firstOr("x-tos-content-sha256", EMPTY));
      requireSigned(head.headers(), claims.getOrDefault("SignedHeaders", ""), true);
    } else if (target.first("X-Tos-Algorithm", "").equals(V4)) {
      claims.put("Credential", target.first("X-Tos-Credential", ""));
      claims.put("SignedHeaders", target.first("X-Tos-SignedHeaders", ""));
      claims.put("Signature", target.first("X-Tos-Signature", ""));
      claims.put("Payload", head.headers().firstOr("x-tos-content-sha256", UNSIGNED));
      signed = KeyRing.basic(target.first("X-Tos-Date", ""));
      keys.checkLink(signed, target.first("X-Tos-Expires", ""));
      token = Optional.ofNullable(target.query().get("X-Tos-Security-Token"));
      requireSigned(head.headers(), claims.getOrDefault("SignedHeaders", ""), false);
    } else {
      throw new Refusal("AccessDenied", "Access Denied: the request is not signed.");
    }
    String[] scope = keys.scope(claims.getOrDefault("Credential", ""), "tos", END, signed);
    S3Credential by = keys.find(scope[0], token);
    byte[] key = keys.signingKey(by, "", scope[1], "tos", END);
    String host = head.headers().firstOr("host", "");
    String canonical = canonical(head, target, claims, host);
    String given = claims.getOrDefault("Signature", "");
    // The Java SDK leaves a port out of the host that it signs; the real service has none.
    String portless = canonical(head, target, claims, Target.withoutPort(host));
    boolean asPortless = given.equals(signature(key, scope, signed, portless));
    KeyRing.requireSame(
        given, asPortless ? given : signature(key, scope, signed, canonical), canonical);
  }

  private static String signature(byte[] key, String[] scope, Instant signed, String canonical) {
    String text =
        V4
            + "\n"
            + KeyRing.BASIC.format(signed)
            + "\n"
            + String.join("/", Arrays.asList(scope).subList(1, 5))
            + "\n"
            + KeyRing.sha256(canonical);
    return KeyRing.hex(KeyRing.hmac("HmacSHA256", key, text));
  }

  /** The host must be signed, and in a header signature every field of TOS's own. */
  private static void requireSigned(HeaderFields headers, String names, boolean own)
      throws Refusal {
    List<String> signed = List.of(names.split(";", -1));
    if (!signed.contains("host")) {
      throw new Refusal("AccessDenied", "The host is not signed.");
    }
    for (int i = 0; own && i < headers.size(); i++) {
      if (headers.name(i).startsWith("x-tos-") && !signed.contains(headers.name(i))) {
        throw new Refusal("AccessDenied", "A header is not signed: " + headers.name(i));
      }
    }
  }

  private static String canonical(
      RequestHead head, Target target, Map<String, String> claims, String host) {
    String names = claims.getOrDefault("SignedHeaders", "");
    String headers =
        Arrays.stream(names.split(";", -1))
            .map(name ->
                name
                    + ":"
                    + (name.equals("host")
                        ? host
                        : KeyRing.text(head.headers().firstOr(name, "")).strip())
                    + "\n")
            .collect(Collectors.joining());
    TreeMap<String, String> query = new TreeMap<>();
    target
        .query()
        .forEach((name, value) -> {
          if (!name.equalsIgnoreCase("x-tos-signature")) {
            query.put(name, Percent.encode(name, false) + "=" + Percent.encode(value, false));
          }
        });
    return head.method()
        + "\n"
        + Percent.encode(target.path(), true)
        + "\n"
        + String.join("&", query.values())
        + "\n"
        + headers
        + "\n"
        + names
        + "\n"
        + claims.get("Payload");
  }

  @Override
  public void verifyForm(String bucket, Map<String, String> fields, long length) throws Refusal {
    String policy = fields.getOrDefault("policy", "");
    Instant signed = KeyRing.basic(fields.getOrDefault("x-tos-date", ""));
    String[] scope = keys.scope(fields.getOrDefault("x-tos-credential", ""), "tos", END, signed);
    Optional<String> token = Optional.ofNullable(fields.get("x-tos-security-token"));
    byte[] key = keys.signingKey(keys.find(scope[0], token), "", scope[1], "tos", END);
    String computed = KeyRing.hex(KeyRing.hmac("HmacSHA256", key, policy));
    KeyRing.requireSame(fields.getOrDefault("x-tos-signature", ""), computed, policy);
    Policies.check(policy, bucket, fields, length, keys.now());
  }
}
