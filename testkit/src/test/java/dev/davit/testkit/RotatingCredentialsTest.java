package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.Credential;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.testkit.simulation.Gate;
import dev.davit.testkit.simulation.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotatingCredentialsTest extends CredentialSourceContract {
  private final SimulatedTime time = new SimulatedTime(Gate.open());
  private final RotatingCredentials credentials = new RotatingCredentials(time);

  @Override
  protected CredentialSource source() {
    return credentials;
  }

  @Override
  protected void put(Credential.KeyPair credential, Optional<Instant> end) {
    credentials.put(credential, end);
  }

  @Override
  protected void remove() {
    credentials.remove();
  }

  @Override
  protected Instant now() {
    return time.instant();
  }

  @Override
  protected void pass(Duration duration) {
    time.advance(duration);
  }

  @Test
  void whatIsGoodComesFromMemory() {
    put(Credential.KeyPair.of("first", Secret.of("s")), Optional.empty());

    assertThat(source().lease(scope())).isSameAs(source().lease(scope()));
    assertThat(credentials.reads()).isEqualTo(1);
  }

  @Test
  void fixedCredentialsLendTheSameForEver() {
    Credential credential = Credential.KeyPair.of("fixed", Secret.of("s"));
    FixedCredentials fixed = new FixedCredentials(credential);

    fixed.expired(fixed.lease(scope()));

    assertThat(fixed.lease(scope()).value()).isSameAs(credential);
    assertThat(fixed.lease(scope()).expires()).isEmpty();
    assertThat(FixedCredentials.anonymous().lease(scope()).value())
        .isInstanceOf(Credential.Anonymous.class);
  }
}
