package dev.davit.testkit.server;

import static dev.davit.testkit.server.Operation.GET_OBJECT;
import static dev.davit.testkit.server.Operation.PUT_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.testkit.server.Fault.Cut;
import dev.davit.testkit.server.Fault.Stall;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Options.Anonymous;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final int BRIEF_MILLIS = 300;
  private S3Server server;
  private FaultRule rule;

  @BeforeEach
  void start() {
    server = S3Server.start(S3Options.defaults().withAnonymous(Anonymous.ALLOWED));
    server.createBucket("lift");
  }

  @AfterEach
  void stop() {
    assertThat(server.loopback().surprises()).isEmpty();
    if (rule != null) {
      assertThat(rule.struck()).isPositive();
    }
    server.close();
  }

  @Test
  void aRuleStrikesTheRequestsThatItNames() throws IOException {
    rule = server.faults().on(PUT_OBJECT).after(1).times(2).answer(503);
    assertThat(IntStream.range(0, 5).map(i -> status(put())).boxed().toList())
        .isEqualTo(List.of(200, 503, 503, 200, 200));
    assertThat(rule.struck()).isEqualTo(2);
    assertThat(server.history())
        .extracting(RequestRecord::fault)
        .containsExactlyInAnyOrder("", "Refusal", "Refusal", "", ""); // noted after the answer
  }

  @Test
  void aRuleCanNameOneRequestAndOneKey() throws IOException {
    rule = server.faults().on(PUT_OBJECT).key("b").nth(2).answer(500);
    assertThat(status(put("/lift/a"))).isEqualTo(200);
    assertThat(status(put("/lift/b"))).isEqualTo(200);
    assertThat(status(put("/lift/a"))).isEqualTo(200);
    assertThat(status(put("/lift/b"))).isEqualTo(500);
    assertThat(status(put("/lift/b"))).isEqualTo(200);
  }

  @Test
  void theSameSeedStrikesTheSameRequests() {
    List<Integer> first = seeded(42);
    assertThat(seeded(42)).isEqualTo(first);
    assertThat(seeded(43)).isNotEqualTo(first);
    assertThat(first).contains(200, 503);
  }

  private List<Integer> seeded(long seed) {
    server.faults().clear();
    server.faults().seed(seed).on(PUT_OBJECT).withProbability(0.3).answer(503);
    return IntStream.range(0, 40).map(i -> status(put())).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"0, RST", "1, RST", "500, RST", "999, RST", "1000, RST", "500, FIN"})
  void aCutBodyLeavesNothing(long atByte, Cut cut) {
    rule =
        cut == Cut.RST
            ? server.faults().on(PUT_OBJECT).resetAtBodyByte(atByte)
            : server.faults().on(PUT_OBJECT).closeAtBodyByte(atByte);
    // Whoever closes with bytes unread resets, so a FIN is one only when the body was read.
    assertThat(put().end()).isIn(Wire.End.RST, cut == Cut.FIN ? Wire.End.FIN : Wire.End.RST);
    nothingStored();
  }

  @Test
  void aConnectionCanBeResetAsSoonAsItIsMade() throws IOException {
    server.faults().resetConnections(1);
    assertThat(put().end()).isEqualTo(Wire.End.RST);
    assertThat(put().status()).isEqualTo(200);
    assertThat(server.counters().requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Stall.class)
  void aStalledExchangeStaysOpenUntilItIsReleased(Stall where) throws IOException {
    rule = server.faults().on(PUT_OBJECT).stall(where);
    try (Wire wire = new Wire(server.loopback().port()).patience(BRIEF_MILLIS)) {
      assertThat(wire.exchange(Wire.put("/lift/a", "abc")).end()).isEqualTo(Wire.End.SILENCE);
      Wire.End end = Wire.End.SILENCE;
      while (end == Wire.End.SILENCE) {
        server.faults().release();
        end = wire.receive().end();
      }
      assertThat(end).isIn(Wire.End.RST, Wire.End.FIN);
    }
    if (where != Stall.INSIDE_ANSWER) {
      nothingStored();
    }
  }

  @Test
  void continueCanBeWithheld() throws IOException {
    rule = server.faults().on(PUT_OBJECT).withholdContinue();
    try (Wire wire = new Wire(server.loopback().port()).patience(BRIEF_MILLIS)) {
      Wire.Answer none =
          wire.exchange(
              "PUT /lift/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
                  + "Expect: 100-continue\r\n\r\n");
      assertThat(none.end()).isEqualTo(Wire.End.SILENCE);
      wire.patience(60_000);
      wire.send("abc".getBytes(StandardCharsets.US_ASCII));
      assertThat(wire.receive().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, ExpiredToken, 403",
    "0, ExpiredToken, 400",
    "0, RequestTimeTooSkewed, 403",
    "0, AccessDenied, 403",
    "0, SignatureDoesNotMatch, 403",
    "0, NoSuchUpload, 404",
    "0, InternalError, 500",
    "500, InternalError, 500",
  })
  void aRefusalHasItsCode(int wanted, String code, int status) {
    rule =
        wanted == 0
            ? server.faults().on(PUT_OBJECT).answerCode(code)
            : server.faults().on(PUT_OBJECT).answer(wanted, code);
    Wire.Answer answer = put();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("<Error><Code>" + code + "</Code>").contains("<RequestId>");
    nothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "120", "-1", "2147483648", "NaN", "Fri, 31 Dec 1999 23:59:59 GMT"})
  void retryAfterIsSentAsGiven(String form) {
    rule = server.faults().on(PUT_OBJECT).times(1).slowDown(form);
    Wire.Answer slow = put();
    assertThat(slow.status()).isEqualTo(503);
    assertThat(slow.text()).contains("<Code>SlowDown</Code>");
    assertThat(slow.header("retry-after")).contains(form);
    server.faults().on(PUT_OBJECT).tooManyRequests(form);
    Wire.Answer many = put();
    assertThat(many.status()).isEqualTo(429);
    assertThat(many.header("retry-after")).contains(form);
    nothingStored();
  }

  @Test
  void aRefusalCanComeBeforeTheBody() throws IOException {
    rule = server.faults().on(PUT_OBJECT).answerEarly(503);
    try (Wire wire = new Wire(server.loopback().port())) {
      Wire.Answer answer =
          wire.exchange("PUT /lift/a HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("connection")).contains("close");
    }
  }

  @Test
  void aRedirectNamesWhereTo() {
    rule = server.faults().on(PUT_OBJECT).redirect(307, "http://127.0.0.1:1/elsewhere");
    Wire.Answer answer = put();
    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("location")).contains("http://127.0.0.1:1/elsewhere");
    assertThat(answer.text()).contains("<Code>TemporaryRedirect</Code>");
    nothingStored();
  }

  @Test
  void okCanBeAnError() {
    rule = server.faults().on(PUT_OBJECT).okWithError("InternalError");
    Wire.Answer answer = put();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("<Code>InternalError</Code>");
    nothingStored();
  }

  @Test
  void okCanBeALoginPage() {
    rule = server.faults().on(PUT_OBJECT).okWithHtml();
    Wire.Answer answer = put();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).contains("text/html");
    assertThat(answer.header("etag")).isEmpty();
    nothingStored();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void aLostAnswerIsOneAfterTheCommit(Cut cut) {
    rule = server.faults().on(PUT_OBJECT).loseAnswer(cut);
    assertThat(put().end()).isEqualTo(cut == Cut.RST ? Wire.End.RST : Wire.End.FIN);
    stored();
  }

  @Test
  void aDenialCanFollowTheCommit() {
    rule = server.faults().on(PUT_OBJECT).commitThenAnswer(500);
    assertThat(put().status()).isEqualTo(500);
    stored();
  }

  @Test
  void anAnswerCanLackOrForgeItsHeaders() {
    rule = server.faults().on(PUT_OBJECT).times(1).withoutHeader("ETag");
    assertThat(put().header("etag")).isEmpty();
    stored();
    server.faults().on(PUT_OBJECT).times(1).wrongETag();
    assertThat(put().header("etag")).contains("\"" + "0".repeat(32) + "\"");
    server.faults().on(PUT_OBJECT).withHeader("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=");
    assertThat(put().header("x-amz-checksum-crc64nvme")).contains("AAAAAAAAAAA=");
  }

  @Test
  void anAnswerCanBeCutInItsHeadAndInItsBody() throws IOException {
    put();
    rule = server.faults().on(GET_OBJECT).times(1).cutAnswer(5, Cut.FIN);
    Wire.Answer inHead = Wire.once(server.loopback().port(), Wire.get("/lift/a"));
    assertThat(inHead.head()).isEqualTo("HTTP/");
    assertThat(inHead.end()).isEqualTo(Wire.End.FIN);

    int whole = Wire.once(server.loopback().port(), Wire.get("/lift/a")).head().length();
    server.faults().on(GET_OBJECT).cutAnswer(whole + 10, Cut.FIN);
    Wire.Answer inBody = Wire.once(server.loopback().port(), Wire.get("/lift/a"));
    assertThat(inBody.status()).isEqualTo(200);
    assertThat(inBody.body()).hasSize(10);
    assertThat(inBody.end()).isEqualTo(Wire.End.FIN);
  }

  @Test
  void anAnswerCanBeEndless() throws IOException {
    rule = server.faults().on(PUT_OBJECT).endlessAnswer();
    try (Wire wire = new Wire(server.loopback().port())) {
      wire.send(Wire.put("/lift/a", "abc").getBytes(StandardCharsets.US_ASCII));
      assertThat(wire.raw(8 << 20)).hasSize(8 << 20);
    }
    stored();
  }

  @Test
  void delaysAndPacesJoinWithOtherFaults() {
    Duration pause = Duration.ofMillis(5);
    FaultRule before = server.faults().on().delayBefore(pause);
    FaultRule after = server.faults().on().delayAfter(pause);
    FaultRule slow = server.faults().on(PUT_OBJECT).limitBandwidth(100_000);
    rule = server.faults().on(PUT_OBJECT).nth(2).answer(500);
    long began = System.nanoTime();
    assertThat(put().status()).isEqualTo(200);
    // What a fault must hold up, it held up at least so long.
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(pause.multipliedBy(3).toNanos());
    assertThat(put().status()).isEqualTo(500);
    assertThat(List.of(before, after, slow)).extracting(FaultRule::struck).containsOnly(2L);
  }

  private void nothingStored() {
    assertThat(server.bucket("lift").changes("a")).isEmpty();
  }

  private void stored() {
    assertThat(server.bucket("lift").versions("a")).hasSize(1);
  }

  private Wire.Answer put() {
    return put("/lift/a");
  }

  private Wire.Answer put(String path) {
    try {
      return Wire.once(server.loopback().port(), Wire.put(path, "x".repeat(1000)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int status(Wire.Answer answer) {
    return answer.status();
  }
}
