package dev.davit.form;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.model.UploadRequest;
import dev.davit.core.port.Body;
import dev.davit.core.port.CredentialSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/** Posts forms, and looks for objects; each request once, nothing is followed. */
final class FormCalls implements AutoCloseable {
  private static final int LONGEST_ANSWER = 64 << 10;
  private static final long SLOWEST = 1 << 10; // bytes per second
  private static final int LEAST_SECRET = 8; // what is shorter is also in other words

  private final FormSettings settings;
  private final CredentialSource source;
  private final CredentialScope scope;
  private final Form form;
  private final Errors errors;
  private final SecureRandom random = new SecureRandom();
  private final OkHttpClient client;
  private volatile boolean answered;

  FormCalls(FormSettings settings, CredentialSource source, Form form) {
    this.settings = settings;
    this.source = source;
    this.form = form;
    scope =
        new CredentialScope(settings.destination().scheme(), settings.destination().container());
    errors = new Errors(settings);
    client =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.stallTimeout())
            .writeTimeout(settings.stallTimeout())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** Sends an object; sending it again replaces it by itself, so that a lost answer is no harm. */
  StoredObject post(UploadRequest request, Body body) throws IOException {
    Where where = errors.where("PostObject", request.key());
    Lease<Credential> lease = source.lease(scope);
    Map<String, Secret> fields = form.fields(lease, request.key());
    FormPayload payload = new FormPayload(fields, request.key().name(), body, random);
    Request post = new Request.Builder().url(settings.endpoint()).post(payload).build();
    Reply reply;
    try {
      reply = exchange(post, payload.contentLength(), secrets(fields));
    } catch (IOException e) {
      if (payload.failure() != null) {
        throw payload.failure();
      }
      throw errors.failed(where, e, answered);
    }
    if (reply.status() < 200 || reply.status() > 299) {
      if (errors.expired(reply, lease)) {
        source.expired(lease);
      }
      throw errors.refused(where, reply, lease);
    }
    return form.taken(errors.at(where, reply), request, body, reply);
  }

  private static Collection<String> secrets(Map<String, Secret> fields) {
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals("key"))
        .map(field -> field.getValue().reveal())
        .filter(value -> value.length() >= LEAST_SECRET)
        .toList();
  }

  /** Looks where anybody may look, if that is known. */
  Optional<StoredObject> find(ObjectKey key) {
    Where where = errors.where("HeadObject", key);
    HttpUrl.Builder url =
        settings
            .readHost()
            .orElseThrow(() ->
                new Unsupported(
                    where, "objects cannot be looked for; set read-host if they can be read"))
            .newBuilder();
    for (String segment : key.value().split("/", -1)) {
      url.addPathSegment(segment);
    }
    Request head = new Request.Builder().url(url.build()).head().build();
    try {
      Reply reply = exchange(head, 0, List.of());
      if (reply.status() == 404) {
        return Optional.empty();
      }
      String length = reply.header("content-length");
      if (reply.status() != 200 || !length.matches("\\d{1,18}")) {
        throw errors.unread(where, reply);
      }
      return Optional.of(StoredObject.of(key, Long.parseLong(length)));
    } catch (IOException e) {
      throw errors.failed(where, e, answered);
    }
  }

  private Reply exchange(Request request, long length, Collection<String> secrets)
      throws IOException {
    Call call =
        client.newCall(
            request
                .newBuilder()
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "davit")
                .build());
    long millis = 2 * settings.stallTimeout().toMillis() + length / SLOWEST * 1000;
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      BufferedSource body = response.body().source();
      byte[] bytes =
          body.request(LONGEST_ANSWER + 1L)
              ? body.readByteArray(LONGEST_ANSWER)
              : body.readByteArray();
      answered = true;
      return new Reply(response.code(), response.headers(), bytes, secrets);
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
