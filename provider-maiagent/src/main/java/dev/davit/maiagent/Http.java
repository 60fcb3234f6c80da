package dev.davit.maiagent;

import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends requests over pooled connections, each once: nothing is followed, nothing repeated. */
final class Http implements Closeable {
  private static final int IDLE_CONNECTIONS = 256;
  private static final int LONGEST_ANSWER = 32 << 20;
  private static final int LONGEST_REFUSAL = 64 << 10;
  private static final long SLOWEST = 4 << 10; // bytes per second
  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final MediaType JSON = MediaType.get("application/json");

  private final Service service;
  private final ApiKeys keys;
  private final OkHttpClient client;

  Http(Service service, ApiKeys keys) {
    this.service = service;
    this.keys = keys;
    Duration stalled = STALLED.compareTo(service.timeout()) < 0 ? STALLED : service.timeout();
    client =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 30, TimeUnit.SECONDS))
            .connectTimeout(service.connectTimeout())
            .readTimeout(service.timeout())
            .writeTimeout(stalled)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** Asks the service; once more if its refusal of a key is news. */
  Answer ask(String method, HttpUrl url, byte @Nullable [] json) throws IOException {
    Lease<Secret> key = keys.current();
    Answer answer = ask(method, url, json, key);
    return answer.status() == 401 && keys.refused(key)
        ? ask(method, url, json, keys.current())
        : answer;
  }

  private Answer ask(String method, HttpUrl url, byte @Nullable [] json, Lease<Secret> key)
      throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .header("Authorization", service.dialect().authorization() + key.value().reveal())
            .method(method, json == null ? null : RequestBody.create(json, JSON));
    return exchange(request, 0, key.value());
  }

  /** Sends a file to where a ticket says. The service's key does not go there. */
  Answer send(String method, HttpUrl url, Map<String, String> headers, Payload payload)
      throws IOException {
    Request.Builder request = new Request.Builder().url(url).method(method, payload);
    headers.forEach(request::header);
    try {
      return exchange(request, payload.contentLength(), Secret.of(""));
    } catch (IOException e) {
      IOException own = payload.failure();
      throw own == null ? e : new BodyFailure(own);
    }
  }

  private Answer exchange(Request.Builder request, long length, Secret secret) throws IOException {
    Call call =
        client.newCall(
            request.header("Accept-Encoding", "identity").header("User-Agent", "davit").build());
    long millis = service.timeout().toMillis() + length / SLOWEST * 1000;
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      byte[] body = read(response.body().source(), response.isSuccessful());
      return new Answer(response.code(), response.headers(), body, secret);
    }
  }

  /** An answer is read whole; a refusal as far as is of use. */
  private static byte[] read(BufferedSource source, boolean whole) throws IOException {
    int longest = whole ? LONGEST_ANSWER : LONGEST_REFUSAL;
    if (!source.request(longest + 1L)) {
      return source.readByteArray();
    }
    if (whole) {
      throw new ProtocolException("the answer is longer than " + longest + " bytes");
    }
    return source.readByteArray(longest);
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }

  /** The content could not be read: nothing is wrong with the connection. */
  static final class BodyFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final IOException why;

    BodyFailure(IOException why) {
      super(why.getMessage(), why);
      this.why = why;
    }

    /** Returns what the content threw. */
    IOException why() {
      return why;
    }
  }
}
