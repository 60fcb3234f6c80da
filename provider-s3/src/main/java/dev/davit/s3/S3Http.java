package dev.davit.s3;

import dev.davit.core.port.Body;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed requests over pooled connections, each once.
 *
 * <p>HTTP/1.1 only: many connections carry more than many streams of one. Nothing is followed, and
 * nothing is repeated behind our back.
 */
final class S3Http implements Closeable {
  private static final int IDLE_CONNECTIONS = 256;
  private static final int SHORT_ANSWER = 64 << 10;
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

  private final OkHttpClient client;
  private final Keys keys;
  private final ServerClock clock;
  private final S3Signer signer;
  private final long stallMillis;

  S3Http(S3Settings settings, Keys keys, Clock clock, S3Signer signer) {
    this.keys = keys;
    this.clock = new ServerClock(clock);
    this.signer = signer;
    stallMillis = settings.stallTimeout().toMillis();
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 30, TimeUnit.SECONDS))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false);
    settings.authorities().ifPresent(file -> Authorities.trust(builder, file));
    client = builder.build();
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
          exchange(
              request(target, headers, payload, key, sent),
              key,
              allowed(body.length()),
              SHORT_ANSWER);
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
    Request request =
        request(target, headers, payload, key, bytes == null ? null : new BytesPayload(bytes));
    Answer answer = exchange(request, key, allowed(LONG_ANSWER), LONG_ANSWER);
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

  private Request request(
      Target target,
      Map<String, String> headers,
      String payload,
      Key key,
      okhttp3.@Nullable RequestBody body) {
    SortedMap<String, String> all = new TreeMap<>(headers);
    all.put("host", target.host());
    signer.sign(key, clock.now(), target.method(), target.path(), target.query(), all, payload);
    Headers.Builder sent = new Headers.Builder();
    all.forEach(sent::addUnsafeNonAscii);
    sent.add("Accept-Encoding", "identity");
    sent.add("User-Agent", "davit");
    HttpUrl.Builder url = target.root().newBuilder().encodedPath(target.path());
    if (!target.query().isEmpty()) {
      url.encodedQuery(target.query());
    }
    return new Request.Builder()
        .url(url.build())
        .headers(sent.build())
        .method(target.method(), body)
        .build();
  }

  /** A body that travels more slowly than this has stalled, whatever trickles. */
  private long allowed(long length) {
    return 2 * stallMillis + length / SLOWEST * 1000;
  }

  private Answer exchange(Request request, Key key, long millis, int longest) throws IOException {
    Call call = client.newCall(request);
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      byte[] body = read(response.body().source(), longest, response.isSuccessful());
      Answer answer = new Answer(response.code(), response.headers(), body);
      if (!answer.successful() && expired(answer, key)) {
        keys.expired(key);
      }
      return answer;
    }
  }

  /** An answer is read whole; a refusal as far as is of use. */
  private static byte[] read(BufferedSource source, int longest, boolean whole) throws IOException {
    if (!source.request(longest + 1L)) {
      return source.readByteArray();
    }
    if (whole) {
      throw new ProtocolException("the answer is longer than " + longest + " bytes");
    }
    return source.readByteArray(SHORT_ANSWER);
  }

  /** Tells whether the key's time is over. An answer to HEAD has no body to say so. */
  static boolean expired(Answer answer, Key key) {
    String code = answer.code();
    return EXPIRED.contains(code)
        || (key.temporary()
            && (code.equals("InvalidAccessKeyId") || (code.isEmpty() && answer.status() == 400)));
  }

  /** Tells whether a refusal came of a clock that is wrong, and is put right by this. */
  boolean corrected(Answer answer) {
    return answer.status() == 403 && answer.date().filter(clock::correct).isPresent();
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
