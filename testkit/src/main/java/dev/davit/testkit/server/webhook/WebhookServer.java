package dev.davit.testkit.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.LoopbackServer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import dev.davit.testkit.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives webhooks as <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0.0</a> tells
 * receivers to: it checks signature and time, and takes each message and each file once.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class WebhookServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TOLERANCE_SECONDS = 300;

  private final byte[] key;
  private final LoopbackServer server;
  private final List<JsonNode> bodies = new ArrayList<>();
  private final Set<String> messages = new HashSet<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Set<String> refused = new HashSet<>();

  private WebhookServer(byte[] key) {
    this.key = key.clone();
    server = new LoopbackServer(ServerOptions.defaults(), new Receiving());
  }

  /**
   * Starts one.
   *
   * @param key that messages are signed with; empty if they are not
   */
  public static WebhookServer start(byte[] key) {
    return new WebhookServer(key);
  }

  /** Returns where to send to. */
  public URI url() {
    return server.endpoint().resolve("/hooks/uploads");
  }

  /** Returns the faults in force; the operation is {@code REGISTER_FILES}. */
  public Faults faults() {
    return server.faults();
  }

  /** Returns the server, to stop and resume listening. */
  public LoopbackServer server() {
    return server;
  }

  /** Answers messages that hold an object's key with 422 from now on. */
  public synchronized void refuse(String objectKey) {
    refused.add(objectKey);
  }

  /** Returns the messages that were taken, in order, repetitions left out. */
  public synchronized List<JsonNode> bodies() {
    return List.copyOf(bodies);
  }

  /** Returns the keys of the objects that it knows of, one for each file id. */
  public synchronized List<String> keys() {
    return List.copyOf(files.values());
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized HttpAnswer take(RequestHead head, byte[] body) throws IOException {
    String id = head.headers().firstOr("webhook-id", "");
    String timestamp = head.headers().firstOr("webhook-timestamp", "0");
    if (id.isEmpty() || !id.equals(head.headers().firstOr("idempotency-key", ""))) {
      return HttpAnswer.of(400).body("text/plain", "no webhook-id");
    }
    long age = Instant.now().getEpochSecond() - Long.parseLong(timestamp);
    if (Math.abs(age) > TOLERANCE_SECONDS) {
      return HttpAnswer.of(401).body("text/plain", "too old, or of the future");
    }
    if (key.length > 0 && !signed(head, id + "." + timestamp + ".", body)) {
      return HttpAnswer.of(401).body("text/plain", "no matching signature found");
    }
    JsonNode message = JSON.readTree(body);
    for (JsonNode file : message.path("data").path("files")) {
      if (refused.contains(file.path("key").asText())) {
        return HttpAnswer.of(422).body("text/plain", "not " + file.path("key").asText());
      }
    }
    if (messages.add(id)) {
      bodies.add(message);
      message
          .path("data")
          .path("files")
          .forEach(file -> files.putIfAbsent(file.path("id").asText(), file.path("key").asText()));
    }
    return HttpAnswer.of(204);
  }

  private boolean signed(RequestHead head, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      byte[] expected =
          ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
              .getBytes(StandardCharsets.UTF_8);
      for (String each : head.headers().firstOr("webhook-signature", "").split(" ", -1)) {
        if (MessageDigest.isEqual(expected, each.getBytes(StandardCharsets.UTF_8))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Receiving implements Protocol {
    @Override
    public HttpAnswer refusal(RequestHead head, int status, String code) {
      return HttpAnswer.of(status == 0 ? 500 : status).body("text/plain", "a fault");
    }

    @Override
    public int statusOf(String code) {
      return 500;
    }

    @Override
    public Call open(RequestHead head) {
      return new Call() {
        @Override
        public Operation operation() {
          return Operation.REGISTER_FILES;
        }

        @Override
        public String bucket() {
          return "";
        }

        @Override
        public String key() {
          return "";
        }

        @Override
        public HttpAnswer answer(RequestBody body) throws IOException {
          return take(head, body.readAllBytes());
        }
      };
    }
  }
}
