package dev.davit.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Our signatures are those of the SDK's own signer, byte by byte. */
class S3SignerTest {
  private static final Instant NOW = Instant.parse("2026-02-28T23:59:59Z");
  private static final String TOKEN = "a/token+with=signs";
  private final S3Signer signer = new S3Signer("eu-west-3");

  static Stream<String> keys() {
    return Stream.of(
        "plain.txt",
        "a b/ c ",
        "tab\tnewline\n",
        "per%cent%20%2F",
        "a+b=c&d?e#f;g:h@i,j",
        "quote'double\"back`\\",
        "(round)[square]{curly}<angle>|*!$^~-_.",
        "...",
        "\u00fcml\u00e4ut/u\u0308",
        "\u4e2d\u6587/\ud83d\udea2\ufe0f",
        "\u0001\u007f\ufffd\uffff");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aRequestIsSignedAsTheSdkSignsIt(String key) {
    for (Optional<String> token : List.of(Optional.of(TOKEN), Optional.<String>empty())) {
      for (Map<String, List<String>> query : queries(key)) {
        SortedMap<String, String> headers = headers();
        String path = "/bucket/" + Encoding.path(key);
        SdkHttpRequest theirs = signedByTheSdk(path, query, headers, token);
        signer.sign(
            key(token),
            NOW,
            "PUT",
            path,
            SigningTransport.query(query),
            headers,
            "UNSIGNED-PAYLOAD");
        assertEquals(
            theirs.firstMatchingHeader("Authorization").orElseThrow(),
            headers.get("authorization"));
        assertEquals(
            theirs.firstMatchingHeader("X-Amz-Security-Token"),
            Optional.ofNullable(headers.get("x-amz-security-token")));
      }
    }
  }

  /** The SDK encodes what we send already encoded: both must mean the same path. */
  @ParameterizedTest
  @MethodSource("keys")
  void aKeyIsEncodedAsTheSdkEncodesIt(String key) {
    SdkHttpRequest request = request("/bucket/" + Encoding.path(key), Map.of(), headers());
    assertEquals("/bucket/" + key, URI.create(request.getUri().toString()).getPath());
    assertEquals(
        software.amazon.awssdk.utils.http.SdkHttpUtils.urlEncodeIgnoreSlashes(key),
        Encoding.path(key));
    assertEquals(
        software.amazon.awssdk.utils.http.SdkHttpUtils.urlEncode(key), Encoding.query(key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aLinkIsSignedAsTheSdkSignsIt(String key) {
    for (Optional<String> token : List.of(Optional.of(TOKEN), Optional.<String>empty())) {
      String path = "/" + Encoding.path(key);
      SdkHttpRequest theirs =
          AwsV4HttpSigner.create()
              .sign(r ->
                  r.request(
                          SdkHttpRequest.builder()
                              .method(SdkHttpMethod.GET)
                              .protocol("https")
                              .host("lift.s3.example.com")
                              .encodedPath(path)
                              .putHeader("host", "lift.s3.example.com")
                              .build())
                      .identity(identity(token))
                      .putProperty(
                          AwsV4FamilyHttpSigner.AUTH_LOCATION,
                          AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                      .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofHours(2))
                      .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                      .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-3")
                      .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                      .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
              .request();
      String ours =
          signer.presignedQuery(
              key(token), "AKID", token, NOW, path, "lift.s3.example.com", Duration.ofHours(2));
      assertEquals(
          theirs.firstMatchingRawQueryParameter("X-Amz-Signature").orElseThrow(),
          ours.substring(ours.indexOf("X-Amz-Signature=") + "X-Amz-Signature=".length()));
    }
  }

  @Test
  void nobodySignsNothing() {
    SortedMap<String, String> headers = headers();
    Key anonymous = new Key(Lease.lasting(new Credential.Anonymous(), "nobody"));
    signer.sign(anonymous, NOW, "PUT", "/x", "", headers, S3Signer.UNSIGNED);
    assertEquals(null, headers.get("authorization"));
  }

  @Test
  void theSigningKeyFollowsTheDay() {
    Key key = key(Optional.empty());
    for (Instant when : List.of(NOW, NOW.plusSeconds(1), NOW)) {
      SortedMap<String, String> headers = headers();
      signer.sign(key, when, "PUT", "/x", "", headers, S3Signer.UNSIGNED);
      SortedMap<String, String> fresh = headers();
      new S3Signer("eu-west-3")
          .sign(key(Optional.empty()), when, "PUT", "/x", "", fresh, S3Signer.UNSIGNED);
      assertEquals(fresh, headers);
    }
  }

  private static List<Map<String, List<String>>> queries(String key) {
    return List.of(
        Map.of(),
        Map.of("uploads", List.of("")),
        Map.of("partNumber", List.of("1"), "uploadId", List.of(key)),
        Map.of("list-type", List.of("2"), "prefix", List.of(key), "b", List.of("2", "1")));
  }

  private static SortedMap<String, String> headers() {
    return new TreeMap<>(
        Map.of(
            "host",
            "127.0.0.1:9000",
            "content-type",
            "text/plain",
            "x-amz-meta-note",
            " two  spaces   and = signs ",
            "x-amz-checksum-crc64nvme",
            "AAAAAAAAAAA=",
            "cache-control",
            "max-age=60"));
  }

  private static SdkHttpRequest request(
      String path, Map<String, List<String>> query, Map<String, String> headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .protocol("http")
            .host("127.0.0.1")
            .port(9000)
            .encodedPath(path);
    query.forEach(request::putRawQueryParameter);
    headers.forEach(request::putHeader);
    return request.build();
  }

  private static SdkHttpRequest signedByTheSdk(
      String path,
      Map<String, List<String>> query,
      Map<String, String> headers,
      Optional<String> token) {
    return AwsV4HttpSigner.create()
        .sign(r ->
            r.request(request(path, query, headers))
                .identity(identity(token))
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-3")
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
        .request();
  }

  private static AwsCredentialsIdentity identity(Optional<String> token) {
    return token.isPresent()
        ? AwsSessionCredentialsIdentity.create("AKID", "secret", token.get())
        : AwsCredentialsIdentity.create("AKID", "secret");
  }

  private static Key key(Optional<String> token) {
    Credential.KeyPair pair = Credential.KeyPair.of("AKID", Secret.of("secret"));
    return new Key(
        Lease.lasting(
            token.map(t -> pair.withSessionToken(Secret.of(t))).orElse(pair), "the test"));
  }
}
