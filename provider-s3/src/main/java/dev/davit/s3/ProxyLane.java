package dev.davit.s3;

import dev.davit.s3.S3Http.Target;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends requests by OkHttp, which knows how to pass proxies of every kind. */
final class ProxyLane implements Lane {
  private final OkHttpClient client;

  ProxyLane(S3Settings settings) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false);
    settings
        .authorities()
        .map(Authorities::of)
        .ifPresent(trust -> builder.sslSocketFactory(trust.sockets(), trust.manager()));
    client = builder.build();
  }

  @Override
  public Answer exchange(Sending sending) throws IOException {
    Call call = client.newCall(request(sending));
    call.timeout().timeout(sending.millis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      byte[] body = read(response.body().source(), sending.longest(), response.isSuccessful());
      Fields fields = new Fields();
      response.headers().forEach(header -> fields.add(header.getFirst(), header.getSecond()));
      return new Answer(response.code(), fields, body);
    }
  }

  private static Request request(Sending sending) {
    Headers.Builder headers = new Headers.Builder();
    sending.headers().forEach(headers::addUnsafeNonAscii);
    Target target = sending.target();
    HttpUrl.Builder url = target.root().newBuilder().encodedPath(target.path());
    if (!target.query().isEmpty()) {
      url.encodedQuery(target.query());
    }
    return new Request.Builder()
        .url(url.build())
        .headers(headers.build())
        .method(target.method(), body(sending.payload()))
        .build();
  }

  private static @Nullable RequestBody body(@Nullable Payload payload) {
    return payload == null ? null : new OneShot(payload);
  }

  private static byte[] read(BufferedSource source, int longest, boolean whole) throws IOException {
    if (!source.request(longest + 1L)) {
      return source.readByteArray();
    }
    if (whole) {
      throw new ProtocolException("the answer is longer than " + longest + " bytes");
    }
    return source.readByteArray(SHORT_ANSWER);
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }

  private static final class OneShot extends RequestBody {
    private final Payload payload;

    OneShot(Payload payload) {
      this.payload = payload;
    }

    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return payload.length();
    }

    @Override
    public boolean isOneShot() {
      return true; // OkHttp then never repeats it by itself
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      payload.writeTo(sink.outputStream());
    }
  }
}
