package dev.davit.lane;

import dev.davit.core.port.Body;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed requests over pooled connections, each once.
 *
 * <p>HTTP/1.1 only: many connections carry more than many streams of one. Nothing is followed, and
 * nothing is repeated behind our back.
 */
public final class Http implements Closeable {
  private static final int IDLE_CONNECTIONS = 256;
  private static final int SHORT_ANSWER = 64 << 10;
  private static final int LONG_ANSWER = 8 << 20;
  private static final long SLOWEST = 1 << 10; // bytes per second

  private final OkHttpClient client;
  private final Dialect dialect;
  private final Keys keys;
  private final ServerClock clock;
  private final Signer signer;
  private final long stallMillis;
  private volatile boolean answered;

  /** Makes a pool. */
  public Http(StoreSettings settings, Dialect dialect, Keys keys, Clock clock, Signer signer) {
    this.dialect = dialect;
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

  /** What became of a request: an answer, or the connection's failure. */
  record Outcome(
      Key key, @Nullable Answer answer, @Nullable IOException failure, boolean bodySent) {}

  /** Sends what a body holds. Its own failures are thrown, the connection's returned. */
  Outcome send(Target target, Map<String, String> headers, Body body) throws IOException {
    BodyPayload sent = new BodyPayload(body);
    Key key = keys.current();
    try {
      Request request = request(target, headers, key, sent);
      Answer answer = exchange(request, key, allowed(body.length()), SHORT_ANSWER);
      return new Outcome(key, answer, null, true);
    } catch (IOException e) {
      if (sent.failure() != null) {
        throw sent.failure();
      }
      return new Outcome(key, null, e, sent.complete());
    }
  }

  /** Sends bytes, or none; an answer may be long. */
  Outcome ask(Target target, Map<String, String> headers, byte @Nullable [] bytes) {
    Key key = keys.current();
    try {
      byte[] body = bytes == null && target.method().equals("POST") ? new byte[0] : bytes;
      Request request = request(target, headers, key, body == null ? null : new BytesPayload(body));
      Answer answer = exchange(request, key, allowed(LONG_ANSWER), LONG_ANSWER);
      return new Outcome(key, answer, null, true);
    } catch (IOException e) {
      return new Outcome(key, null, e, true);
    }
  }

  /** Returns how far the service's clock is known to be off. */
  public ServerClock clock() {
    return clock;
  }

  /** Tells whether the service has ever answered. */
  boolean answered() {
    return answered;
  }

  /** Returns the key of the moment, for what is signed elsewhere. */
  public Key key() {
    return keys.current();
  }

  Signer signer() {
    return signer;
  }

  private Request request(
      Target target, Map<String, String> headers, Key key, @Nullable RequestBody body) {
    SortedMap<String, String> all = new TreeMap<>(headers);
    all.put("host", target.host());
    signer.sign(key, clock.now(), target, all);
    Headers.Builder sent = new Headers.Builder();
    all.forEach(sent::addUnsafeNonAscii);
    sent.add("Accept-Encoding", "identity");
    sent.add("User-Agent", "davit");
    HttpUrl.Builder url = target.root().newBuilder().encodedPath(target.path());
    if (!target.query().isEmpty()) {
      url.encodedQuery(target.query());
    }
    RequestBody sentBody =
        body == null && target.method().equals("PUT") ? new BytesPayload(new byte[0]) : body;
    return new Request.Builder()
        .url(url.build())
        .headers(sent.build())
        .method(target.method(), sentBody)
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
      answered = true;
      Answer answer = new Answer(dialect, response.code(), response.headers(), body);
      if (!answer.successful() && expired(answer.code(), key)) {
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

  /** Tells whether an error code says that the key's time is over. */
  boolean expired(String code, Key key) {
    return key.temporary()
        && (dialect.expiredCodes().contains(code) || code.equals("InvalidAccessKeyId"));
  }

  /** Says that a key was refused as expired, by who sent it elsewhere. */
  void expired(Key key) {
    keys.expired(key);
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
