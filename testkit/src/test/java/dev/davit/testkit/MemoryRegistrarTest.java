package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRegistrarTest extends RegistrarContract {
  private final MemoryRegistrar registrar = new MemoryRegistrar("memory", 5);

  @Override
  protected Registrar registrar() {
    return registrar;
  }

  @Override
  protected List<ObjectKey> held() {
    return registrar.held().stream().map(Registration::key).toList();
  }

  @Override
  protected void takeDown() {
    registrar.setDown(true);
  }

  @Override
  protected void refuse(ObjectKey key) {
    registrar.decide(registration ->
        registration.key().equals(key)
            ? new Registrar.Result.Refused("not this one")
            : new Registrar.Result.Delivered());
  }

  @Override
  protected void loseNextAnswer() {
    registrar.loseAnswers(1);
  }

  @Test
  void itFailsOnBatchesThatNobodyMaySend() {
    Registration a = registration("a");
    Registration other =
        new Registration(
            a.id(), "other", a.path(), a.key(), 3, a.identity(), a.storedAt(), a.attributes());
    for (List<Registration> batch :
        List.of(
            List.<Registration>of(), List.of(a, a), List.of(other), List.of(a, a, a, a, a, a))) {
      assertThatThrownBy(() -> registrar.register(batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("broken promise");
    }
  }
}
