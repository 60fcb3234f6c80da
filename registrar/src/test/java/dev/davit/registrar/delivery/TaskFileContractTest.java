package dev.davit.registrar.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Registrar;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.RegistrarContract;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.taskfile.TaskFileServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class TaskFileContractTest extends RegistrarContract {
  private final TaskFileServer server = TaskFileServer.start();
  private final Registrar registrar =
      new TaskFileRegistrar(
          new Endpoint(server.url(), Map.of(), Duration.ofSeconds(10)), Surroundings.real());

  @AfterEach
  void close() {
    server.close();
    assertThat(server.surprises()).isEmpty();
  }

  @Override
  protected Registrar registrar() {
    return registrar;
  }

  @Override
  protected List<ObjectKey> held() {
    return server.registered().keySet().stream().map(ObjectKey::of).toList();
  }

  @Override
  protected void takeDown() {
    server.server().stopListening();
  }

  @Override
  protected void refuse(ObjectKey key) {
    server.refuse(key.value(), "file type not allowed");
  }

  @Override
  protected void loseNextAnswer() {
    server.faults().on(Operation.REGISTER_FILES).times(1).loseAnswer(Fault.Cut.RST);
  }
}
