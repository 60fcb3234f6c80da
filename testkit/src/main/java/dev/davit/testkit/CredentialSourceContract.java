package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every source of credentials that can be renewed does. Extend it, and say how a credential
 * gets to where yours looks for it.
 */
public abstract class CredentialSourceContract {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Returns the source under test; the same during one test, with nothing to lend at first. */
  protected abstract CredentialSource source();

  /** Puts a credential in place of any other, as whoever renews it does. */
  protected abstract void put(Credential.KeyPair credential, Optional<Instant> end);

  /** Takes the credential away. */
  protected abstract void remove();

  /** Returns the time by which leases end. */
  protected abstract Instant now();

  /** Lets time pass. */
  protected abstract void pass(Duration time);

  /** Returns the scope that is asked for. */
  protected CredentialScope scope() {
    return new CredentialScope("test", "bucket");
  }

  private static Credential.KeyPair key(String name) {
    return Credential.KeyPair.of(name, Secret.of("secret-of-" + name));
  }

  private String lent() {
    return lent(source().lease(scope()));
  }

  private static String lent(Lease<Credential> lease) {
    return ((Credential.KeyPair) lease.value()).accessKeyId();
  }

  @Test
  void whatIsThereIsLent() {
    put(key("first"), Optional.empty());

    Lease<Credential> lease = source().lease(scope());

    assertThat(lent(lease)).isEqualTo("first");
    assertThat(((Credential.KeyPair) lease.value()).secret())
        .isEqualTo(Secret.of("secret-of-first"));
    assertThat(lease.origin()).isNotBlank();
  }

  @Test
  void anEndIsTold() {
    Instant end = now().plus(HOUR);
    put(key("first"), Optional.of(end));

    assertThat(source().lease(scope()).expires()).contains(end);
  }

  @Test
  void aLeaseThatHasEndedIsNotHandedOutWhileThereIsANewer() {
    put(key("first"), Optional.of(now().plus(HOUR)));
    assertThat(lent()).isEqualTo("first");

    put(key("second"), Optional.of(now().plus(HOUR.multipliedBy(9))));
    pass(HOUR.plusSeconds(1));

    assertThat(lent()).isEqualTo("second");
  }

  @Test
  void whatWasRefusedAsExpiredDoesNotComeFromMemory() {
    put(key("first"), Optional.empty());
    Lease<Credential> refused = source().lease(scope());

    put(key("second"), Optional.empty());
    source().expired(refused);

    assertThat(lent()).isEqualTo("second");
  }

  @Test
  void anOldRefusalDoesNotSpoilANewLease() {
    put(key("first"), Optional.empty());
    Lease<Credential> refused = source().lease(scope());
    put(key("second"), Optional.empty());
    source().expired(refused);
    assertThat(lent()).isEqualTo("second");

    source().expired(refused);

    assertThat(lent()).isEqualTo("second");
  }

  @Test
  void whereThereIsNoneItSaysSo() {
    assertThatThrownBy(() -> source().lease(scope()))
        .isInstanceOf(SettingsException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void whereThereIsNoneAnyMoreItSaysSoAndNoSecret() {
    put(key("first"), Optional.empty());
    Lease<Credential> refused = source().lease(scope());
    remove();
    source().expired(refused);

    assertThatThrownBy(() -> source().lease(scope()))
        .isInstanceOf(SettingsException.class)
        .message()
        .doesNotContain("secret-of");
  }

  @Test
  void aLeasePrintsWithoutItsSecret() {
    put(key("first"), Optional.empty());

    assertThat(source().lease(scope()).toString()).contains("first").doesNotContain("secret-of");
  }
}
