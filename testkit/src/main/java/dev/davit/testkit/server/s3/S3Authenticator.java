package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.RequestHead;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks signatures by the specification, from the request as it came. */
final class S3Authenticator {
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);

  private final S3Options options;
  private final Map<String, S3Credential> credentials = new ConcurrentHashMap<>();
  private final Map<KeyName, byte[]> signingKeys = new ConcurrentHashMap<>();

  private record KeyName(String secretKey, String date, String region) {}

  S3Authenticator(S3Options options) {
    this.options = options;
  }

  void accept(S3Credential credential) {
    credentials.put(credential.accessKeyId(), credential);
  }

  void forget(String accessKeyId) {
    credentials.remove(accessKeyId);
  }

  S3Identity verify(RequestHead head, S3Target target) throws S3Refusal {
    HeaderFields headers = head.headers();
    Optional<String> authorization = headers.first("authorization");
    boolean presigned = S3Claim.presigned(target.query());
    if (authorization.isEmpty() && !presigned) {
      if (options.anonymous() == S3Options.Anonymous.ALLOWED) {
        return S3Identity.NOBODY;
      }
      throw new S3Refusal(S3Code.ACCESS_DENIED);
    }
    if (authorization.isPresent() && presigned) {
      throw new S3Refusal(S3Code.INVALID_ARGUMENT, "Only one auth mechanism allowed");
    }
    S3Claim claim =
        presigned
            ? S3Claim.fromQuery(headers, target.query())
            : S3Claim.fromHeaders(headers, authorization.orElseThrow());
    checkPayloadKind(head, claim);
    S3Credential credential = credentials.get(claim.accessKeyId());
    if (credential == null) {
      throw new S3Refusal(S3Code.INVALID_ACCESS_KEY_ID)
          .element("AWSAccessKeyId", claim.accessKeyId());
    }
    checkRegion(claim);
    S3Identity identity = checkSignature(head, target, claim, credential);
    checkTime(claim);
    checkToken(claim, credential);
    return identity;
  }

  private void checkPayloadKind(RequestHead head, S3Claim claim) throws S3Refusal {
    boolean unsigned =
        claim.payload().equals(S3Claim.UNSIGNED)
            || claim.payload().equals(AwsChunks.UNSIGNED_WITH_TRAILER);
    boolean allowed =
        switch (options.unsignedPayload()) {
          case ALWAYS -> true;
          case OVER_TLS -> head.secure();
          case NEVER -> false;
        };
    boolean bodied = head.chunked() || head.contentLength() > 0;
    if (unsigned && bodied && !allowed && claim.expires().isEmpty()) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST, "An unsigned payload is not accepted on this connection");
    }
  }

  private void checkRegion(S3Claim claim) throws S3Refusal {
    if (!claim.region().equals(options.region())) {
      S3Code malformed =
          claim.expires().isPresent()
              ? S3Code.AUTHORIZATION_QUERY_PARAMETERS_ERROR
              : S3Code.AUTHORIZATION_HEADER_MALFORMED;
      throw new S3Refusal(
              malformed,
              "The authorization header is malformed; the region '"
                  + claim.region()
                  + "' is wrong; expecting '"
                  + options.region()
                  + "'")
          .element("Region", options.region())
          .header("x-amz-bucket-region", options.region());
    }
  }

  private S3Identity checkSignature(
      RequestHead head, S3Target target, S3Claim claim, S3Credential credential) throws S3Refusal {
    checkWhatIsSigned(head.headers(), claim.signedHeaders());
    StringBuilder canonical = new StringBuilder(1024);
    canonical.append(head.method()).append('\n');
    canonical.append(Percent.encode(target.path(), true)).append('\n');
    canonical.append(SigV4.canonicalQuery(target.query())).append('\n');
    for (String name : claim.signedHeaders()) {
      canonical.append(name).append(':');
      canonical.append(SigV4.canonicalValue(head.headers().all(name))).append('\n');
    }
    canonical.append('\n').append(String.join(";", claim.signedHeaders())).append('\n');
    canonical.append(claim.payload());
    String canonicalRequest = canonical.toString();
    String stringToSign =
        SigV4.ALGORITHM
            + "\n"
            + claim.timestamp()
            + "\n"
            + claim.scope()
            + "\n"
            + SigV4.sha256Hex(canonicalRequest);
    byte[] key =
        signingKeys.computeIfAbsent(
            new KeyName(credential.secretKey(), claim.date(), claim.region()),
            name -> SigV4.signingKey(name.secretKey(), name.date(), name.region(), "s3"));
    if (!SigV4.same(SigV4.signature(key, stringToSign), claim.signature())) {
      throw new S3Refusal(S3Code.SIGNATURE_DOES_NOT_MATCH)
          .element("AWSAccessKeyId", claim.accessKeyId())
          .element("StringToSign", stringToSign)
          .element("SignatureProvided", claim.signature())
          .element("CanonicalRequest", canonicalRequest);
    }
    return new S3Identity(
        claim.accessKeyId(),
        claim.payload(),
        claim.signature(),
        key,
        claim.timestamp(),
        claim.scope());
  }

  private static void checkWhatIsSigned(HeaderFields headers, List<String> signed)
      throws S3Refusal {
    Set<String> names = new HashSet<>(signed);
    if (!names.contains("host") || !signed.stream().sorted().toList().equals(signed)) {
      throw new S3Refusal(S3Code.SIGNATURE_DOES_NOT_MATCH);
    }
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (name.startsWith("x-amz-") && !names.contains(name)) {
        throw new S3Refusal(
                S3Code.ACCESS_DENIED,
                "There were headers present in the request which were not signed")
            .element("HeadersNotSigned", name);
      }
    }
    for (String name : signed) {
      if (!headers.has(name)) {
        throw new S3Refusal(S3Code.SIGNATURE_DOES_NOT_MATCH);
      }
    }
  }

  private void checkTime(S3Claim claim) throws S3Refusal {
    Instant now = options.clock().instant();
    if (claim.expires().isPresent()) {
      if (now.isAfter(claim.time().plus(claim.expires().get()))) {
        throw new S3Refusal(S3Code.ACCESS_DENIED, "Request has expired")
            .element("ServerTime", now.toString());
      }
      if (now.isBefore(claim.time().minus(MAX_SKEW))) {
        throw new S3Refusal(S3Code.ACCESS_DENIED, "Request is not yet valid")
            .element("ServerTime", now.toString());
      }
    } else if (Duration.between(claim.time(), now).abs().compareTo(MAX_SKEW) > 0) {
      throw new S3Refusal(S3Code.REQUEST_TIME_TOO_SKEWED)
          .element("RequestTime", claim.timestamp())
          .element("ServerTime", now.toString())
          .element("MaxAllowedSkewMilliseconds", "" + MAX_SKEW.toMillis());
    }
  }

  private void checkToken(S3Claim claim, S3Credential credential) throws S3Refusal {
    if (!credential.sessionToken().orElse("").equals(claim.token())) {
      throw new S3Refusal(S3Code.INVALID_TOKEN);
    }
    if (credential.validUntil().isPresent()
        && options.clock().instant().isAfter(credential.validUntil().get())) {
      throw new S3Refusal(S3Code.EXPIRED_TOKEN);
    }
  }
}
