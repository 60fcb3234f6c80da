package dev.davit.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Options.Anonymous;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRulesTest {
  private S3Server server;

  @BeforeEach
  void start() {
    server = S3Server.start(S3Options.defaults().withAnonymous(Anonymous.ALLOWED));
    server.createBucket("lift");
  }

  @AfterEach
  void stop() {
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "400|GET /lift/a HTTP/1.1;;",
        "400|GET /lift/a HTTP/1.1;Host: x;Host: y;;",
        "400|GET  /lift/a HTTP/1.1;Host: x;;",
        "400|GET lift/a HTTP/1.1;Host: x;;",
        "400|GET http://x/lift/a HTTP/1.1;Host: x;;",
        "400|GET /lift/a#b HTTP/1.1;Host: x;;",
        "400|GET /lift/\u00e9 HTTP/1.1;Host: x;;",
        "505|GET /lift/a HTTP/1.0;Host: x;;",
        "400|GET /lift/a HTTPS/1.1;Host: x;;",
        "400|GET /lift/a HTTP/1.1;Host : x;;",
        "400|GET /lift/a HTTP/1.1;Host: x; folded: y;;",
        "400|GET /lift/a HTTP/1.1;Host: x;no colon;;",
        "400|G@T /lift/a HTTP/1.1;Host: x;;",
        "400|PUT /lift/a HTTP/1.1;Host: x;Content-Length: 1;Content-Length: 1;;z",
        "400|PUT /lift/a HTTP/1.1;Host: x;Content-Length: +1;;z",
        "400|PUT /lift/a HTTP/1.1;Host: x;Content-Length: 1;Transfer-Encoding: chunked;;z",
        "501|PUT /lift/a HTTP/1.1;Host: x;Transfer-Encoding: gzip, chunked;;z",
        "411|PUT /lift/a HTTP/1.1;Host: x;;",
        "501|PUT /lift/a HTTP/1.1;Host: x;Transfer-Encoding: chunked;;1;z;0;;",
      })
  void aBrokenRequestIsRefused(int status, String request) throws IOException {
    assertThat(Wire.once(server.loopback().port(), request.replace(";", "\r\n")).status())
        .isEqualTo(status);
    assertThat(server.bucket("lift").objects()).isEmpty();
  }

  @Test
  void aBareLineFeedIsRefused() throws IOException {
    Wire.Answer answer = Wire.once(server.loopback().port(), "GET /lift/a HTTP/1.1\nHost: x\n\n");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aHeadBeyondTheLimitIsRefused() throws IOException {
    String request = "GET /lift/a HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(70_000) + "\r\n\r\n";
    assertThat(Wire.once(server.loopback().port(), request).status()).isEqualTo(431);
  }

  @Test
  void oneConnectionServesManyRequestsAlsoWhenTheyComeTogether() throws IOException {
    try (Wire wire = new Wire(server.loopback().port())) {
      wire.send(
          (Wire.put("/lift/a", "one") + Wire.put("/lift/b", "two") + Wire.get("/lift/a"))
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(wire.receive().status()).isEqualTo(200);
      assertThat(wire.receive().status()).isEqualTo(200);
      assertThat(wire.receive().text()).isEqualTo("one");
    }
    assertThat(server.counters().connections()).isEqualTo(1);
    assertThat(server.counters().requests(Operation.PUT_OBJECT)).isEqualTo(2);
    assertThat(server.counters().bytesIn(Operation.PUT_OBJECT)).isEqualTo(6);
    assertThat(server.counters().bytesOut(Operation.GET_OBJECT)).isEqualTo(3);
  }

  @Test
  void aBodyIsAwaitedOnlyAfterContinue() throws IOException {
    try (Wire wire = new Wire(server.loopback().port())) {
      wire.send(
          "PUT /lift/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(wire.receive().status()).isEqualTo(100);
      wire.send("abc".getBytes(StandardCharsets.US_ASCII));
      assertThat(wire.receive().status()).isEqualTo(200);
    }
    assertThat(server.bucket("lift").object("a").orElseThrow().length()).isEqualTo(3);
  }

  @Test
  void aRefusedBodyIsNeverAskedFor() throws IOException {
    try (Wire wire = new Wire(server.loopback().port())) {
      Wire.Answer answer =
          wire.exchange(
              "PUT /nowhere/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
                  + "Expect: 100-continue\r\n\r\n");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("connection")).contains("close");
    }
  }

  @Test
  void aRefusalWithAnUnwantedBodyKeepsTheConnection() throws IOException {
    try (Wire wire = new Wire(server.loopback().port())) {
      assertThat(wire.exchange(Wire.put("/nowhere/a", "x".repeat(100_000))).status())
          .isEqualTo(404);
      assertThat(wire.exchange(Wire.put("/lift/a", "abc")).status()).isEqualTo(200);
    }
    assertThat(server.counters().connections()).isEqualTo(1);
  }

  @Test
  void aTornBodyLeavesNoObject() throws IOException {
    try (Wire wire = new Wire(server.loopback().port())) {
      wire.send(
          "PUT /lift/a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"
              .getBytes(StandardCharsets.US_ASCII));
      wire.finishSending();
      assertThat(wire.receive().end()).isEqualTo(Wire.End.FIN);
    }
    assertThat(server.bucket("lift").changes("a")).isEmpty();
  }

  @Test
  void connectionsAreRefusedWhileItDoesNotListen() throws IOException {
    int port = server.loopback().port();
    server.loopback().stopListening();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Wire(port).close())
        .isInstanceOf(java.net.ConnectException.class);
    server.loopback().resumeListening();
    assertThat(Wire.once(port, Wire.put("/lift/a", "abc")).status()).isEqualTo(200);
  }
}
