package dev.davit.testkit.server;

import dev.davit.testkit.server.Fault.Cut;
import dev.davit.testkit.server.Fault.Stall;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Chooses which requests a fault strikes, and then which fault: {@code on(PUT_OBJECT).times(3)
 * .answer(503)}. Says nothing about numbers: every request.
 */
public final class FaultChoice {
  private static final int WRONG_LENGTH_OF_MD5 = 32;
  private static final String LOGIN_PAGE =
      "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>";

  private final Faults faults;
  private Predicate<Protocol.Call> which;
  private LongPredicate turn = n -> true;
  private long skipped;

  FaultChoice(Faults faults, Predicate<Protocol.Call> which) {
    this.faults = faults;
    this.which = which;
  }

  /** Strikes only what a condition holds for. */
  public FaultChoice where(Predicate<Protocol.Call> condition) {
    which = which.and(condition);
    return this;
  }

  /** Strikes only requests for one key. */
  public FaultChoice key(String key) {
    return where(call -> call.key().equals(key));
  }

  /** Leaves the first so many alone, and counts from there. */
  public FaultChoice after(long requests) {
    skipped = requests;
    return this;
  }

  /** Strikes the first so many. */
  public FaultChoice times(long requests) {
    turn = n -> n <= requests;
    return this;
  }

  /** Strikes only the nth, counted from 1. */
  public FaultChoice nth(long request) {
    turn = n -> n == request;
    return this;
  }

  /** Strikes with a probability, by the seed: always the same ones of the requests as counted. */
  public FaultChoice withProbability(double probability) {
    long salt = faults.nextSalt();
    turn = n -> Faults.chance(salt, n) < probability;
    return this;
  }

  /** Waits before the request's body is read. */
  public FaultRule delayBefore(Duration delay) {
    return raise(new Fault.Delay(delay, Duration.ZERO));
  }

  /** Carries the request out, and waits before the answer is sent. */
  public FaultRule delayAfter(Duration delay) {
    return raise(new Fault.Delay(Duration.ZERO, delay));
  }

  /** Moves no more than so many bytes per second. */
  public FaultRule limitBandwidth(long bytesPerSecond) {
    return raise(new Fault.Bandwidth(bytesPerSecond));
  }

  /** Ends the connection as soon as the head was read. */
  public FaultRule close() {
    return raise(new Fault.CutBody(0, Cut.FIN));
  }

  /** Resets the connection after so many bytes of the request's body. */
  public FaultRule resetAtBodyByte(long k) {
    return raise(new Fault.CutBody(k, Cut.RST));
  }

  /** Ends the connection after so many bytes of the request's body. */
  public FaultRule closeAtBodyByte(long k) {
    return raise(new Fault.CutBody(k, Cut.FIN));
  }

  /** Stops moving. */
  public FaultRule stall(Stall where) {
    return raise(new Fault.Stalled(where));
  }

  /** Never says {@code 100 Continue}. */
  public FaultRule withholdContinue() {
    return raise(new Fault.WithheldContinue());
  }

  /** Refuses with a status and the code that usually goes with it. */
  public FaultRule answer(int status) {
    return answer(status, "");
  }

  /** Refuses with a status and a code. */
  public FaultRule answer(int status, String code) {
    return raise(new Fault.Refusal(status, code, answer -> {}, true));
  }

  /** Refuses with a code and the status that usually goes with it. */
  public FaultRule answerCode(String code) {
    return answer(0, code);
  }

  /** Refuses with a status and a header field, such as {@code Retry-After} in any form. */
  public FaultRule answerWith(int status, String header, String value) {
    return raise(new Fault.Refusal(status, "", answer -> answer.with(header, value), true));
  }

  /** Refuses before the body is read, and ends the connection. */
  public FaultRule answerEarly(int status) {
    return raise(new Fault.Refusal(status, "", answer -> {}, false));
  }

  /** Says 503 SlowDown with {@code Retry-After}. */
  public FaultRule slowDown(String retryAfter) {
    return answerWith(503, "Retry-After", retryAfter);
  }

  /** Says 429 with {@code Retry-After}. */
  public FaultRule tooManyRequests(String retryAfter) {
    return answerWith(429, "Retry-After", retryAfter);
  }

  /** Redirects, with a body that explains it. */
  public FaultRule redirect(int status, String location) {
    return answerWith(status, "Location", location);
  }

  /** Says 200 with an error document. */
  public FaultRule okWithError(String code) {
    return raise(new Fault.RefusalAs200(code));
  }

  /** Says 200 with a login page, as a captive portal does. */
  public FaultRule okWithHtml() {
    return okWith("text/html", LOGIN_PAGE);
  }

  /** Says 200 with any body. */
  public FaultRule okWith(String contentType, String body) {
    return raise(new Fault.Replacement(200, contentType, body));
  }

  /** Carries the request out, and cuts the connection instead of answering. */
  public FaultRule loseAnswer(Cut cut) {
    return raise(new Fault.LostAnswer(cut));
  }

  /** Carries the request out, and answers with a refusal. */
  public FaultRule commitThenAnswer(int status) {
    return raise(new Fault.DeniedAfterwards(status, ""));
  }

  /** Carries the request out, and leaves a header field away. */
  public FaultRule withoutHeader(String name) {
    return edit("without " + name, answer -> answer.without(name));
  }

  /** Carries the request out, and sets a header field. */
  public FaultRule withHeader(String name, String value) {
    return edit("with " + name, answer -> answer.with(name, value));
  }

  /** Carries the request out, and names an ETag that is the MD5 of something else. */
  public FaultRule wrongETag() {
    return withHeader("ETag", "\"" + "0".repeat(WRONG_LENGTH_OF_MD5) + "\"");
  }

  /** Carries the request out, and changes the answer. */
  public FaultRule edit(String what, Consumer<HttpAnswer> edit) {
    return raise(new Fault.Edited(what, edit));
  }

  /** Carries the request out, and cuts the answer after so many bytes, its head included. */
  public FaultRule cutAnswer(long atByte, Cut cut) {
    return raise(new Fault.CutAnswer(atByte, cut));
  }

  /** Carries the request out, and sends a body without end. */
  public FaultRule endlessAnswer() {
    return raise(new Fault.EndlessAnswer());
  }

  /** Puts any fault into force. */
  public FaultRule raise(Fault fault) {
    long skip = skipped;
    LongPredicate chosen = turn;
    return faults.add(new FaultRule(which, n -> n > skip && chosen.test(n - skip), fault));
  }
}
