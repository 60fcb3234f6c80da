package dev.davit.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Options.Anonymous;
import dev.davit.testkit.server.s3.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestFuzzTest {
  private static final int REQUESTS = 10_000;
  private static final long SEED = 20_260_101;
  private static final String ACCOUNT =
      "x-amz-date: 20260101T000000Z\r\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n"
          + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDLOOPBACKEXAMPLE0/20260101/us-east-1/s3/"
          + "aws4_request, SignedHeaders=host;x-amz-date, Signature="
          + "ab".repeat(32)
          + "\r\n";
  private static final String COMPLETE =
      "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part>"
          + "</CompleteMultipartUpload>";
  private static final List<String> SEEDS =
      List.of(
          Wire.put("/lift/a%20b+c", "hello"),
          Wire.get("/lift?list-type=2&prefix=a%2F&delimiter=%2F&max-keys=7&encoding-type=url"),
          Wire.get("/lift/a?partNumber=1&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=5"),
          "GET /lift/a HTTP/1.1\r\nHost: lift.localhost\r\nRange: bytes=0-3\r\n\r\n",
          "PUT /lift/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5;x=y\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n",
          "PUT /lift/a HTTP/1.1\r\nHost: x\r\n" + ACCOUNT + "Content-Length: 3\r\n\r\nabc",
          "POST /lift/a?uploads HTTP/1.1\r\nHost: x\r\nx-amz-checksum-algorithm: CRC32\r\n"
              + "Content-Length: 0\r\n\r\n",
          "POST /lift/a?uploadId=1 HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + COMPLETE.length()
              + "\r\n\r\n"
              + COMPLETE,
          "PUT /lift/a?partNumber=1&uploadId=000000000001-61 HTTP/1.1\r\nHost: x\r\n"
              + "x-amz-checksum-crc32: AAAAAA==\r\nContent-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n"
              + "Content-Length: 0\r\n\r\n",
          "PUT /lift/b HTTP/1.1\r\nHost: x\r\nx-amz-copy-source: /lift/a%20b\r\n"
              + "x-amz-tagging: a=b&c=d\r\nIf-None-Match: *\r\nContent-Length: 0\r\n\r\n");

  @Test
  void mutatedRequestsNeitherHangNorSurpriseTheServer() throws IOException {
    Random random = new Random(SEED);
    try (S3Server server = S3Server.start(S3Options.defaults().withAnonymous(Anonymous.ALLOWED))) {
      server.createBucket("lift").begin("a", java.time.Instant.EPOCH, java.util.Map.of());
      int answered = 0;
      for (int i = 0; i < REQUESTS; i++) {
        byte[] request = mutated(SEEDS.get(i % SEEDS.size()), random);
        answered += ask(server.loopback().port(), request) ? 1 : 0;
        assertThat(server.loopback().surprises()).as("request %s", i).isEmpty();
      }
      assertThat(answered).isGreaterThan(REQUESTS / 2);
      assertThat(server.counters().malformed()).isBetween(REQUESTS / 20L, REQUESTS - 1L);
      assertThat(Wire.once(server.loopback().port(), Wire.put("/lift/z", "z")).status())
          .isEqualTo(200);
    }
  }

  private static boolean ask(int port, byte[] request) throws IOException {
    try (Wire wire = new Wire(port)) {
      try {
        wire.send(request);
        wire.finishSending();
      } catch (IOException e) {
        return true;
      }
      Wire.Answer answer = wire.receive();
      assertThat(answer.end())
          .as(new String(request, StandardCharsets.ISO_8859_1))
          .isNotEqualTo(Wire.End.SILENCE);
      return answer.status() != 0;
    }
  }

  private static byte[] mutated(String seed, Random random) {
    byte[] bytes = seed.getBytes(StandardCharsets.ISO_8859_1);
    int mutations = random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    int rest = at;
    switch (random.nextInt(5)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> rest = Math.min(bytes.length, at + 1 + random.nextInt(8));
      case 2 -> {
        out.write(random.nextInt(256));
        rest = Math.min(bytes.length, at + 1);
      }
      case 3 -> out.write(bytes, 0, random.nextInt(bytes.length + 1));
      default -> out.writeBytes("\r\n:%;=&?/0<\"".substring(random.nextInt(11)).getBytes());
    }
    out.write(bytes, rest, bytes.length - rest);
    return out.size() == 0 ? new byte[] {'\n'} : out.toByteArray();
  }
}
