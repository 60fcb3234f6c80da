package dev.davit.registrar.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.core.model.Registration;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a URL of uploads, as <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0.0</a>
 * says: a JSON body with {@code type}, {@code timestamp} and {@code data}, and the headers {@code
 * webhook-id}, {@code webhook-timestamp} and, where there is a secret, {@code webhook-signature}.
 *
 * <p>Any 2xx is a success. The same files in the same message have the same {@code webhook-id},
 * which is sent as {@code Idempotency-Key} too; each file has an {@code id} of its own, for those
 * that come again in another message.
 */
public final class WebhookRegistrar implements Registrar {
  /** Its name in the outbox. */
  public static final String NAME = "webhook";

  private static final int BATCH = 100;

  private final Endpoint endpoint;
  private final Surroundings surroundings;
  private final @Nullable WebhookSignature signature;
  private final Exchange exchange;
  private final String who;

  /**
   * Makes one for a URL.
   *
   * @param secret to sign with, if messages are to be signed
   * @throws IllegalArgumentException if the secret has no such form
   */
  public WebhookRegistrar(Endpoint endpoint, Optional<Secret> secret, Surroundings surroundings) {
    this.endpoint = endpoint;
    this.surroundings = surroundings;
    signature = secret.map(WebhookSignature::new).orElse(null);
    exchange = new Exchange(endpoint);
    who = "the webhook at " + endpoint.shown();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    return new Halving(this::send).send(batch);
  }

  private Halving.Answer send(List<Registration> batch) throws InterruptedException {
    byte[] body = body(batch).toString().getBytes(StandardCharsets.UTF_8);
    try {
      Result result =
          exchange
              .post(body, headers(id(batch), body))
              .failure(who, surroundings.clock())
              .orElseGet(Result.Delivered::new);
      return Halving.Answer.to(batch, result, result instanceof Result.Refused);
    } catch (IOException e) {
      String error = Failures.sentence(who, e, endpoint.timeout());
      return Halving.Answer.to(batch, new Result.Postponed(error, Duration.ZERO), false);
    }
  }

  private Map<String, String> headers(String id, byte[] body) {
    long now = surroundings.clock().instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(now));
    headers.put("Idempotency-Key", id);
    if (signature != null) {
      headers.put("webhook-signature", signature.of(id, now, body));
    }
    return headers;
  }

  /** What is told again is told in the same words: nothing in it depends on when. */
  private ObjectNode body(List<Registration> batch) {
    Instant newest =
        batch.stream().map(Registration::storedAt).max(Instant::compareTo).orElseThrow();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "files.uploaded")
            .put("timestamp", newest.toString());
    ArrayNode files = body.putObject("data").putArray("files");
    batch.forEach(each -> files.add(FileFacts.of(each)));
    return body;
  }

  private static String id(List<Registration> batch) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      batch.forEach(each -> digest.update((each.id() + "\n").getBytes(StandardCharsets.UTF_8)));
      return "msg_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
