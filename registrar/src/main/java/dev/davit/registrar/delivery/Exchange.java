package dev.davit.registrar.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts JSON, each body once: nothing is followed, nothing repeated by itself. Every request and
 * answer is logged whole but for what is secret, at level INFO.
 */
final class Exchange {
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int LOGGED = 32 << 10;
  private static final MediaType JSON = MediaType.get("application/json");

  private final Logger log = LoggerFactory.getLogger("dev.davit.registrar");
  private final Endpoint endpoint;
  private final OkHttpClient client;

  Exchange(Endpoint endpoint) {
    this.endpoint = endpoint;
    Duration limit = endpoint.timeout();
    client =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(1, 1, TimeUnit.MINUTES))
            .connectTimeout(limit)
            .readTimeout(limit)
            .writeTimeout(limit)
            .callTimeout(limit)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /**
   * Posts a body and reads the answer.
   *
   * @param headers beside those of the endpoint; not secret
   * @throws IOException if there is no answer within the time, or one that cannot be read
   * @throws InterruptedException if interrupted; it may have arrived
   */
  Reply post(byte[] json, Map<String, String> headers) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before anything was sent");
    }
    Request.Builder request =
        new Request.Builder()
            .url(endpoint.url().toString())
            .header("Accept", "application/json")
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "davit")
            .post(RequestBody.create(json, JSON));
    headers.forEach(request::header);
    log(json, request.build());
    endpoint.headers().forEach((name, value) -> request.header(name, value.reveal()));
    Reply reply = answer(client.newCall(request.build()));
    log.info(
        "answer: HTTP {} {}",
        reply.status(),
        Redaction.json(cut(reply.body().getBytes(StandardCharsets.UTF_8))));
    return reply;
  }

  private Reply answer(Call call) throws IOException, InterruptedException {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try (Response response = call.execute()) {
        reply.complete(
            new Reply(response.code(), response.headers(), read(response.body().source())));
      } catch (IOException | RuntimeException e) {
        reply.completeExceptionally(e);
      }
    });
    try {
      return reply.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> {
          log.info("no answer: {}", String.valueOf(failure));
          throw failure;
        }
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static String read(BufferedSource source) throws IOException {
    if (source.request(LONGEST_ANSWER + 1L)) {
      throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
    }
    return source.readUtf8();
  }

  private void log(byte[] json, Request request) {
    if (!log.isInfoEnabled()) {
      return;
    }
    List<String> headers = new ArrayList<>(List.of("Content-Type: application/json"));
    request
        .headers()
        .forEach(each -> headers.add(Redaction.header(each.getFirst(), each.getSecond())));
    endpoint.headers().forEach((name, value) -> headers.add(name + ": " + value));
    log.info("request: POST {} {} {}", endpoint.shown(), headers, Redaction.json(cut(json)));
  }

  private static String cut(byte[] text) {
    String whole = new String(text, 0, Math.min(text.length, LOGGED), StandardCharsets.UTF_8);
    return text.length <= LOGGED ? whole : whole + "… (" + text.length + " bytes)";
  }
}
