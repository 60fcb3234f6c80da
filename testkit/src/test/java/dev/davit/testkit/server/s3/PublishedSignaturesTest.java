package dev.davit.testkit.server.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole server against the requests and signatures that AWS publishes as examples in the API
 * reference of S3 (pages sig-v4-header-based-auth, sigv4-query-string-auth, sigv4-streaming and
 * sigv4-streaming-trailers).
 */
class PublishedSignaturesTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String HOST = "Host: examplebucket.s3.amazonaws.com";
  private static final String DATE = "x-amz-date: 20130524T000000Z";
  private S3Server server;

  @BeforeEach
  void start() {
    server =
        S3Server.start(
            S3Options.defaults()
                .withHostSuffix("s3.amazonaws.com")
                .withClock(Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC)));
    server.accept(
        S3Credential.lasting("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    server.createBucket("examplebucket");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readingARange() throws IOException {
    assertThat(
            refused(
                "GET /test.txt HTTP/1.1",
                authorization(
                    "host;range;x-amz-content-sha256;x-amz-date",
                    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
                HOST,
                "Range: bytes=0-9",
                "x-amz-content-sha256: " + EMPTY,
                DATE))
        .contains("NoSuchKey");
  }

  @Test
  void writing() throws IOException {
    String body = "Welcome to Amazon S3.";
    Wire.Answer answer =
        ask(
            body,
            "PUT /test$file.text HTTP/1.1",
            authorization(
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
            HOST,
            "Date: Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-content-sha256: "
                + "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            DATE,
            "x-amz-storage-class: REDUCED_REDUNDANCY",
            "Content-Length: " + body.length());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.bucket("examplebucket").object("test$file.text").orElseThrow().headers())
        .containsEntry("x-amz-storage-class", "REDUCED_REDUNDANCY");
  }

  @Test
  void askingForASubresource() throws IOException {
    assertThat(
            refused(
                "GET /?lifecycle HTTP/1.1",
                authorization(
                    "host;x-amz-content-sha256;x-amz-date",
                    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
                HOST,
                "x-amz-content-sha256: " + EMPTY,
                DATE))
        .contains("NotImplemented");
  }

  @Test
  void listing() throws IOException {
    Wire.Answer answer =
        ask(
            "",
            "GET /?max-keys=2&prefix=J HTTP/1.1",
            authorization(
                "host;x-amz-content-sha256;x-amz-date",
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
            HOST,
            "x-amz-content-sha256: " + EMPTY,
            DATE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("<MaxKeys>2</MaxKeys>").contains("<Prefix>J</Prefix>");
  }

  @Test
  void aPresignedRequest() throws IOException {
    String signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    assertThat(refused(presigned(signature), HOST)).contains("NoSuchKey");
    assertThat(refused(presigned(signature.replace('a', 'b')), HOST))
        .contains("SignatureDoesNotMatch");
  }

  @Test
  void aBodyInSignedChunks() throws IOException {
    assertThat(chunked("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497").status())
        .isEqualTo(200);
    assertThat(server.bucket("examplebucket").object("chunkObject.txt").orElseThrow())
        .satisfies(object -> assertThat(object.content().bytes()).hasSize(66_560).containsOnly('a'))
        .satisfies(object -> assertThat(object.headers()).doesNotContainKey("content-encoding"));
  }

  @Test
  void aChunkWithAnotherSignatureIsRefused() throws IOException {
    Wire.Answer answer =
        chunked("1055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("SignatureDoesNotMatch");
    assertThat(server.bucket("examplebucket").objects()).isEmpty();
  }

  @Test
  void aSignedTrailer() throws IOException {
    String signature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    assertThat(trailed("sOO8/Q==", "0" + signature.substring(1)).text())
        .contains("SignatureDoesNotMatch");
    assertThat(trailed("AAAAAA==", signature).text()).contains("SignatureDoesNotMatch");
    assertThat(server.bucket("examplebucket").objects()).isEmpty();
    assertThat(trailed("sOO8/Q==", signature).status()).isEqualTo(200);
    assertThat(server.bucket("examplebucket").object("chunkObject.txt").orElseThrow().checksums())
        .containsEntry("crc32c", "sOO8/Q==");
  }

  private Wire.Answer trailed(String checksum, String signature) throws IOException {
    String body =
        "10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n"
            + "a".repeat(65_536)
            + "\r\n400;chunk-signature="
            + "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n"
            + "a".repeat(1024)
            + "\r\n0;chunk-signature="
            + "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
            + "x-amz-checksum-crc32c:"
            + checksum
            + "\r\nx-amz-trailer-signature:"
            + signature
            + "\r\n\r\n";
    return ask(
        body,
        "PUT /examplebucket/chunkObject.txt HTTP/1.1",
        "Host: s3.amazonaws.com",
        DATE,
        "x-amz-storage-class: REDUCED_REDUNDANCY",
        authorization(
            "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class;x-amz-trailer",
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"),
        "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "Content-Encoding: aws-chunked",
        "x-amz-decoded-content-length: 66560",
        "x-amz-trailer: x-amz-checksum-crc32c",
        "Content-Length: " + body.length());
  }

  private Wire.Answer chunked(String secondSignature) throws IOException {
    String body =
        "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
            + "a".repeat(65_536)
            + "\r\n400;chunk-signature="
            + secondSignature
            + "\r\n"
            + "a".repeat(1024)
            + "\r\n0;chunk-signature="
            + "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";
    return ask(
        body,
        "PUT /examplebucket/chunkObject.txt HTTP/1.1",
        "Host: s3.amazonaws.com",
        DATE,
        "x-amz-storage-class: REDUCED_REDUNDANCY",
        authorization(
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"),
        "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "Content-Encoding: aws-chunked",
        "x-amz-decoded-content-length: 66560",
        "Content-Length: 66824");
  }

  private String refused(String... lines) throws IOException {
    return ask("", lines).text();
  }

  private Wire.Answer ask(String body, String... lines) throws IOException {
    String head = Stream.of(lines).collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    assertThat(body.getBytes(StandardCharsets.ISO_8859_1)).hasSize(body.length());
    return Wire.once(server.loopback().port(), head + body);
  }

  private static String presigned(String signature) {
    return "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE"
        + "%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
        + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + signature
        + " HTTP/1.1";
  }

  private static String authorization(String signed, String signature) {
    return "Authorization: AWS4-HMAC-SHA256 "
        + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
        + "SignedHeaders="
        + signed
        + ",Signature="
        + signature;
  }
}
