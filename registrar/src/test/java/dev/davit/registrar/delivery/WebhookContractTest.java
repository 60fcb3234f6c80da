package dev.davit.registrar.delivery;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.RegistrarContract;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.webhook.WebhookServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class WebhookContractTest extends RegistrarContract {
  private final WebhookServer server =
      WebhookServer.start("not so secret".getBytes(StandardCharsets.UTF_8));
  private final Registrar registrar =
      new WebhookRegistrar(
          new Endpoint(server.url(), Map.of(), Duration.ofSeconds(10)),
          Optional.of(Secret.of("not so secret")),
          Surroundings.real());

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected Registrar registrar() {
    return registrar;
  }

  @Override
  protected List<ObjectKey> held() {
    return server.keys().stream().map(ObjectKey::of).toList();
  }

  @Override
  protected void takeDown() {
    server.server().stopListening();
  }

  @Override
  protected void refuse(ObjectKey key) {
    server.refuse(key.value());
  }

  @Override
  protected void loseNextAnswer() {
    server.faults().on(Operation.REGISTER_FILES).times(1).loseAnswer(Fault.Cut.RST);
  }
}
