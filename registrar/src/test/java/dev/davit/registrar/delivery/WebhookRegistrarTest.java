package dev.davit.registrar.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.davit.core.model.Registration;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Registrar.Result;
import dev.davit.testkit.server.webhook.WebhookServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRegistrarTest {
  private static final Registration UPLOAD =
      Samples.registration(
          "webhook",
          "a/b.txt",
          "k/a/b.txt",
          5,
          Map.of("source", "/data", "destination", "s3://bucket", "host", "h", "turn", "3"));

  private static WebhookRegistrar registrar(WebhookServer server, String secret) {
    return new WebhookRegistrar(
        new Endpoint(server.url(), Map.of(), Duration.ofSeconds(10)),
        secret.isEmpty() ? Optional.empty() : Optional.of(Secret.of(secret)),
        Samples.surroundings(new ArrayList<>()));
  }

  /** The example that the specification's own libraries test themselves with. */
  @Test
  void theSignatureIsThatOfThePublishedExample() {
    assertThat(
            new WebhookSignature(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .of(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void theBodySaysWhatWasStoredWhere() throws Exception {
    try (WebhookServer server = WebhookServer.start(new byte[0])) {
      assertThat(registrar(server, "").register(List.of(UPLOAD)))
          .containsExactly(new Result.Delivered());
      JsonNode expected =
          new ObjectMapper()
              .readTree(
                  """
                  {
                    "type": "files.uploaded",
                    "timestamp": "2026-03-04T05:06:07Z",
                    "data": {
                      "files": [
                        {
                          "id": "id-of-k/a/b.txt",
                          "path": "a/b.txt",
                          "file": "/data/a/b.txt",
                          "destination": "s3://bucket",
                          "key": "k/a/b.txt",
                          "url": "https://h/k/a/b.txt",
                          "size": 5,
                          "digest": "%s",
                          "stored_at": "2026-03-04T05:06:07Z",
                          "attributes": {"turn": "3"}
                        }
                      ]
                    }
                  }
                  """
                      .formatted(UPLOAD.identity()));
      assertThat(server.bodies()).containsExactly(expected);
    }
  }

  @Test
  void aReceiverWithAnotherSecretIsToldAgainLater() throws Exception {
    byte[] key = "the key of the receiver".getBytes(StandardCharsets.UTF_8);
    try (WebhookServer server = WebhookServer.start(key)) {
      assertThat(registrar(server, "another").register(List.of(UPLOAD)))
          .hasOnlyElementsOfType(Result.Postponed.class);
      assertThat(registrar(server, "").register(List.of(UPLOAD)))
          .hasOnlyElementsOfType(Result.Postponed.class);
      assertThat(server.bodies()).isEmpty();
      String same = "whsec_" + Base64.getEncoder().encodeToString(key);
      assertThat(registrar(server, same).register(List.of(UPLOAD)))
          .hasOnlyElementsOfType(Result.Delivered.class);
    }
  }

  @Test
  void whatComesAgainInAnotherMessageHasItsOwnIdStill() throws Exception {
    Registration other = Samples.registration("webhook", "c", "k/c", 5, Map.of());
    try (WebhookServer server = WebhookServer.start(new byte[0])) {
      WebhookRegistrar registrar = registrar(server, "");
      List<Result> together = registrar.register(List.of(UPLOAD, other));
      List<Result> alone = registrar.register(List.of(UPLOAD));
      assertThat(together).isEqualTo(List.of(new Result.Delivered(), new Result.Delivered()));
      assertThat(alone).containsExactly(new Result.Delivered());
      assertThat(server.bodies()).hasSize(2);
      assertThat(server.keys()).containsExactly("k/a/b.txt", "k/c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_no base64!"})
  void aSecretThatIsNoneIsRefusedAndNotRepeated(String secret) {
    assertThatThrownBy(() -> new WebhookSignature(Secret.of(secret)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("base64!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/",
        "file:///etc/passwd",
        "host/path",
        "",
        "http://",
        "http://u:p@host/",
        "http://host:99999/",
        "http://ho st/"
      })
  void whatIsNoUrlIsRefused(String url) {
    assertThatThrownBy(() -> Endpoint.url(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("u:p");
  }
}
