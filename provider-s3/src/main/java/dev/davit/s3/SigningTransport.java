package dev.davit.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Carries the SDK's requests, which it leaves unsigned, on the path that all others take: one pool,
 * one key, one clock.
 */
final class SigningTransport implements SdkHttpClient {
  private static final Set<String> OWN =
      Set.of("host", "content-length", "user-agent", "accept-encoding", "expect", "connection");

  private final S3Http http;

  SigningTransport(S3Http http) {
    this.http = http;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return send(request.httpRequest(), bytes(request.contentStreamProvider().orElse(null)));
      }

      @Override
      public void abort() {
        // an interrupt ends the call
      }
    };
  }

  private HttpExecuteResponse send(SdkHttpRequest request, byte @Nullable [] bytes)
      throws IOException {
    HttpUrl root = HttpUrl.get(request.getUri().resolve("/"));
    String method = request.method().name();
    boolean empty = bytes == null && (method.equals("POST") || method.equals("PUT"));
    S3Http.Target target =
        new S3Http.Target(
            method,
            root,
            Bucket.hostHeader(root),
            request.encodedPath().isEmpty() ? "/" : request.encodedPath(),
            query(request.rawQueryParameters()));
    Answer answer = http.send(target, headers(request), empty ? new byte[0] : bytes);
    SdkHttpFullResponse.Builder response =
        SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.fields().forEach(response::appendHeader);
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(AbortableInputStream.create(answer.open()))
        .build();
  }

  private static byte @Nullable [] bytes(@Nullable ContentStreamProvider provider)
      throws IOException {
    if (provider == null) {
      return null;
    }
    try (InputStream in = provider.newStream()) {
      return in.readAllBytes();
    }
  }

  private static Map<String, String> headers(SdkHttpRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request.forEachHeader((name, values) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!OWN.contains(lower)) {
        headers.put(lower, String.join(",", values));
      }
    });
    return headers;
  }

  static String query(Map<String, List<String>> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, values) -> {
      for (String value : values.isEmpty() ? Collections.singletonList("") : values) {
        pairs.add(Encoding.query(name) + "=" + Encoding.query(value == null ? "" : value));
      }
    });
    Collections.sort(pairs);
    return String.join("&", pairs);
  }

  @Override
  public void close() {
    // the path belongs to the storage
  }
}
