package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.LoopbackTls;
import dev.davit.testkit.server.ServerOptions;
import dev.davit.testkit.server.Wire;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3AccessTest {
  private static final S3Credential SESSION =
      S3Credential.temporary(
          "ASIATEMPORARYEXAMPLE", "secret", "token+/=", Instant.now().plusSeconds(3600));

  @Test
  void aWrongSecretAnUnknownKeyAndNoKeyAreToldApart() {
    try (S3Server server = started(S3Options.defaults())) {
      refused(
          server,
          S3Credential.lasting(S3Server.CREDENTIAL.accessKeyId(), "wrong"),
          403,
          "SignatureDoesNotMatch");
      refused(server, S3Credential.lasting("AKIDUNKNOWN", "wrong"), 403, "InvalidAccessKeyId");
      try (S3Client nobody =
          Sdk.client(server, b -> b.credentialsProvider(AnonymousCredentialsProvider.create()))) {
        Sdk.refusal(403, "AccessDenied", () -> put(nobody));
      }
      assertThat(server.bucket("lift").objects()).isEmpty();
    }
  }

  @Test
  void aSessionNeedsItsTokenAndEnds() {
    try (S3Server server = started(S3Options.defaults()).accept(SESSION)) {
      try (S3Client client = client(server, SESSION)) {
        put(client);
      }
      refused(
          server,
          S3Credential.lasting(SESSION.accessKeyId(), SESSION.secretKey()),
          400,
          "InvalidToken");
      server.accept(
          new S3Credential(
              SESSION.accessKeyId(),
              SESSION.secretKey(),
              SESSION.sessionToken(),
              Optional.of(Instant.now().minusSeconds(1))));
      refused(server, SESSION, 400, "ExpiredToken");
    }
  }

  @ParameterizedTest
  @CsvSource({"-16, 403", "16, 403", "-14, 200", "14, 200"})
  void aClockMayDifferByAQuarterOfAnHour(int minutes, int status) {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
    try (S3Server server = started(S3Options.defaults().withClock(wrong));
        S3Client client = Sdk.client(server)) {
      if (status == 200) {
        put(client);
        assertThat(server.bucket("lift").objects()).hasSize(1);
      } else {
        Sdk.refusal(status, "RequestTimeTooSkewed", () -> put(client));
      }
    }
  }

  @Test
  void aWrongRegionIsAnsweredWithTheRightOne() {
    try (S3Server server = started(S3Options.defaults().withRegion("eu-central-1"));
        S3Client client = Sdk.client(server, b -> b.region(Region.US_WEST_2))) {
      S3Exception refusal = Sdk.refusal(400, "AuthorizationHeaderMalformed", () -> put(client));
      assertThat(refusal.awsErrorDetails().errorMessage())
          .contains("'us-west-2' is wrong; expecting 'eu-central-1'");
      assertThat(
              refusal
                  .awsErrorDetails()
                  .sdkHttpResponse()
                  .firstMatchingHeader("x-amz-bucket-region"))
          .contains("eu-central-1");
    }
  }

  @Test
  void aBucketElsewhereIsAnsweredWithItsRegion() {
    try (S3Server server = started(S3Options.defaults());
        S3Client client = Sdk.client(server)) {
      server.state().createBucket("abroad", "ap-southeast-2");
      S3Exception refusal =
          Sdk.refusal(
              301,
              "PermanentRedirect",
              () ->
                  client.putObject(b -> b.bucket("abroad").key("a"), RequestBody.fromString("x")));
      assertThat(
              refusal
                  .awsErrorDetails()
                  .sdkHttpResponse()
                  .firstMatchingHeader("x-amz-bucket-region"))
          .contains("ap-southeast-2");
      assertThat(client.getBucketLocation(b -> b.bucket("abroad")).locationConstraintAsString())
          .isEqualTo("ap-southeast-2");
    }
  }

  @Test
  void aBucketCanBeTheFirstLabelOfTheHost() throws Exception {
    try (S3Server server = started(S3Options.defaults())) {
      URI url = presigned(server, Duration.ofMinutes(1), false);
      assertThat(url.getHost()).isEqualTo("lift.localhost");
      String request =
          "PUT "
              + url.getRawPath()
              + "?"
              + url.getRawQuery()
              + " HTTP/1.1\r\nHost: "
              + url.getAuthority()
              + "\r\nContent-Length: 5\r\n\r\nhello";
      assertThat(Wire.once(server.loopback().port(), request).status()).isEqualTo(200);
      assertThat(server.bucket("lift").objects()).containsOnlyKeys("a b");
    }
  }

  @Test
  void aPresignedRequestHoldsUntilItExpires() throws Exception {
    try (S3Server server = started(S3Options.defaults())) {
      URI url = presigned(server, Duration.ofMinutes(5), true);
      HttpRequest put =
          HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofString("hello")).build();
      assertThat(send(put)).isEqualTo(200);
      assertThat(send(HttpRequest.newBuilder(url).GET().build())).isEqualTo(403);
      assertThat(
              send(
                  HttpRequest.newBuilder(URI.create(url + "x"))
                      .PUT(HttpRequest.BodyPublishers.ofString("hello"))
                      .build()))
          .isEqualTo(400);
    }
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6));
    try (S3Server server = started(S3Options.defaults().withClock(later))) {
      URI url = presigned(server, Duration.ofMinutes(5), true);
      assertThat(
              send(
                  HttpRequest.newBuilder(url)
                      .PUT(HttpRequest.BodyPublishers.ofString("hello"))
                      .build()))
          .isEqualTo(403);
      assertThat(server.bucket("lift").objects()).isEmpty();
    }
  }

  /** Over TLS the SDK sends an unsigned body with a checksum in the trailer. */
  @Test
  void bodiesMayComeUnsignedOverTls() throws IOException {
    LoopbackTls tls = LoopbackTls.create();
    S3Options options = S3Options.defaults().withServer(ServerOptions.defaults().withTls(tls));
    try (S3Server server = started(options);
        S3Client client =
            Sdk.client(
                server,
                b ->
                    b.httpClient(
                        UrlConnectionHttpClient.builder()
                            .tlsTrustManagersProvider(() -> new TrustManager[] {tls.trustManager()})
                            .build()))) {
      String text = "x".repeat(300_000);
      client.putObject(b -> b.bucket("lift").key("a"), RequestBody.fromString(text));
      assertThat(server.bucket("lift").object("a").orElseThrow().content().bytes())
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(server.bucket("lift").object("a").orElseThrow().checksums()).containsKey("crc32");

      HttpURLConnection stranger = (HttpURLConnection) server.endpoint().toURL().openConnection();
      org.assertj.core.api.Assertions.assertThatThrownBy(stranger::getResponseCode)
          .isInstanceOf(javax.net.ssl.SSLException.class);
      HttpsURLConnection friend = (HttpsURLConnection) server.endpoint().toURL().openConnection();
      friend.setSSLSocketFactory(tls.clientContext().getSocketFactory());
      assertThat(friend.getResponseCode()).isEqualTo(403);
    }
  }

  @Test
  void bodiesMayNotComeUnsignedInTheClear() {
    S3Configuration unsigned = S3Configuration.builder().pathStyleAccessEnabled(true).build();
    try (S3Server server =
            started(S3Options.defaults().withUnsignedPayload(S3Options.UnsignedPayload.NEVER));
        S3Client client =
            Sdk.client(
                server,
                b ->
                    b.forcePathStyle(null)
                        .serviceConfiguration(unsigned)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED))) {
      put(client);
      String request =
          "PUT /lift/b HTTP/1.1\r\nHost: x\r\nx-amz-date: 20260101T000000Z\r\n"
              + "x-amz-content-sha256: UNSIGNED-PAYLOAD\r\nAuthorization: AWS4-HMAC-SHA256 "
              + "Credential=AKIDLOOPBACKEXAMPLE0/20260101/us-east-1/s3/aws4_request, "
              + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
              + "0".repeat(64)
              + "\r\nContent-Length: 1\r\n\r\nx";
      assertThat(Wire.once(server.loopback().port(), request).text())
          .contains("An unsigned payload is not accepted");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static S3Server started(S3Options options) {
    S3Server server = S3Server.start(options);
    server.createBucket("lift");
    return server;
  }

  private static S3Client client(S3Server server, S3Credential credential) {
    return Sdk.client(
        server, b -> b.credentialsProvider(StaticCredentialsProvider.create(Sdk.of(credential))));
  }

  private static void refused(S3Server server, S3Credential credential, int status, String code) {
    try (S3Client client = client(server, credential)) {
      Sdk.refusal(status, code, () -> put(client));
    }
  }

  private static void put(S3Client client) {
    client.putObject(b -> b.bucket("lift").key("a"), RequestBody.fromString("hello"));
  }

  private static URI presigned(S3Server server, Duration life, boolean pathStyle) {
    URI endpoint =
        pathStyle ? server.endpoint() : URI.create("http://localhost:" + server.loopback().port());
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(endpoint)
            .region(Region.of(server.region()))
            .credentialsProvider(StaticCredentialsProvider.create(Sdk.of(S3Server.CREDENTIAL)))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(pathStyle).build())
            .build()) {
      return URI.create(
          presigner
              .presignPutObject(
                  p -> p.signatureDuration(life).putObjectRequest(o -> o.bucket("lift").key("a b")))
              .url()
              .toString());
    }
  }

  private static int send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
