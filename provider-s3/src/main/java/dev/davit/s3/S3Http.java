package dev.davit.s3;

import dev.davit.core.port.Body;
import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed requests, each once: straight to the service, or by way of a proxy where one is set
 * for this JVM ({@code -Dhttps.proxyHost} and its like).
 */
final class S3Http implements Closeable {
  private static final int LONG_ANSWER = 8 << 20;
  private static final long SLOWEST = 1 << 10; // bytes per second
  private static final Set<String> EXPIRED =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "TokenRefreshRequired",
          "SecurityTokenExpired",
          "InvalidSecurityToken",
          "InvalidToken",
          "RequestExpired");

  private final Lane lane;
  private final Keys keys;
  private final ServerClock clock;
  private final S3Signer signer;
  private final long stallMillis;

  S3Http(S3Settings settings, HttpUrl root, Keys keys, Clock clock, S3Signer signer) {
    this.keys = keys;
    this.clock = new ServerClock(clock);
    this.signer = signer;
    stallMillis = settings.stallTimeout().toMillis();
    lane = proxied(root) ? new ProxyLane(settings) : new DirectLane(settings);
  }

  private static boolean proxied(HttpUrl root) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector != null
        && selector.select(root.uri()).stream().anyMatch(p -> p.type() != Proxy.Type.DIRECT);
  }

  /**
   * Where a request goes.
   *
   * @param path percent-encoded
   * @param query percent-encoded, sorted, every name with its {@code =}
   */
  record Target(String method, HttpUrl root, String host, String path, String query) {}

  /** What became of a request: an answer, or the connection's failure. */
  record Outcome(
      Key key, @Nullable Answer answer, @Nullable IOException failure, boolean bodySent) {}

  /** Sends what a body holds. Its own failures are thrown, the connection's returned. */
  Outcome send(Target target, Map<String, String> headers, Body body, String payload)
      throws IOException {
    BodyPayload sent = new BodyPayload(body);
    Key key = keys.current();
    try {
      Answer answer =
          exchange(target, headers, payload, key, sent, body.length(), Lane.SHORT_ANSWER);
      return new Outcome(key, answer, null, true);
    } catch (IOException e) {
      if (sent.failure() != null) {
        throw sent.failure();
      }
      return new Outcome(key, null, e, sent.complete());
    }
  }

  /** Sends bytes, or none; an answer may be long. */
  Answer send(Target target, Map<String, String> headers, byte @Nullable [] bytes)
      throws IOException {
    String payload = bytes == null ? S3Signer.EMPTY_SHA256 : S3Signer.sha256Hex(bytes);
    Key key = keys.current();
    Payload sent = bytes == null ? null : Payload.of(bytes);
    Answer answer = exchange(target, headers, payload, key, sent, LONG_ANSWER, LONG_ANSWER);
    answer.date().ifPresent(clock::heard);
    return answer;
  }

  /** Returns how far the service's clock is known to be off. */
  ServerClock clock() {
    return clock;
  }

  /** Returns the key of the moment, for what is signed elsewhere. */
  Key key() {
    return keys.current();
  }

  private Answer exchange(
      Target target,
      Map<String, String> headers,
      String payload,
      Key key,
      @Nullable Payload sent,
      long length,
      int longest)
      throws IOException {
    SortedMap<String, String> all = new TreeMap<>(headers);
    all.put("host", target.host());
    signer.sign(key, clock.now(), target.method(), target.path(), target.query(), all, payload);
    all.put("accept-encoding", "identity");
    all.put("user-agent", "davit");
    Answer answer = lane.exchange(new Lane.Sending(target, all, sent, allowed(length), longest));
    if (!answer.successful() && expired(answer, key)) {
      keys.expired(key);
    }
    return answer;
  }

  /** A body that travels more slowly than this has stalled, whatever trickles. */
  private long allowed(long length) {
    return 2 * stallMillis + length / SLOWEST * 1000;
  }

  /** Tells whether the key's time is over. An answer to HEAD has no body to say so. */
  static boolean expired(Answer answer, Key key) {
    String code = answer.code();
    return EXPIRED.contains(code)
        || (key.temporary()
            && (code.equals("InvalidAccessKeyId") || (code.isEmpty() && answer.status() == 400)));
  }

  /**
   * Tells whether a refusal came of a clock that was wrong, and is put right by this, or was by
   * another answer while this one was on its way.
   */
  boolean corrected(Answer answer) {
    return answer.status() == 403
        && (answer.date().filter(clock::correct).isPresent()
            || (answer.code().equals("RequestTimeTooSkewed") && !clock.offset().isZero()));
  }

  @Override
  public void close() {
    lane.close();
  }
}
