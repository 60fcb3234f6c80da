package dev.davit.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.CredentialSourceContract;
import dev.davit.testkit.simulation.SeededTasks;
import dev.davit.testkit.simulation.SimulatedTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A credentials file that a neighbour rewrites. */
class RenewalTest extends CredentialSourceContract {
  @TempDir private Path directory;
  private final Queue<Runnable> whileItWaits = new ArrayDeque<>();
  private final SimulatedTime time =
      new SimulatedTime((operation, subject) ->
          Optional.ofNullable(whileItWaits.poll()).ifPresent(Runnable::run));
  private Path file;
  private CredentialSource source;

  @BeforeEach
  void makeSource() throws IOException {
    file = directory.resolve("upload_credentials.json");
    SplittableRandom random = new SplittableRandom(1);
    source =
        LocalCredentials.builder()
            .environment(Map.of())
            .surroundings(new Surroundings(time.clock(), time, random, new SeededTasks(random)))
            .build()
            .in(file)
            .orElseThrow();
  }

  @Override
  protected CredentialSource source() {
    return source;
  }

  @Override
  protected CredentialScope scope() {
    return new CredentialScope("tos", "bucket");
  }

  @Override
  protected void put(Credential.KeyPair credential, Optional<Instant> end) {
    write(json(credential.accessKeyId(), credential.secret().reveal(), end));
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(String id, String secret, Optional<Instant> end) {
    return "{\"upload_config\":{\"platform\":\"tos\",\"temporary_credential\":{\"credentials\":{"
        + "\"AccessKeyId\":\""
        + id
        + "\",\"SecretAccessKey\":\""
        + secret
        + "\""
        + end.map(at -> ",\"ExpiredTime\":\"" + at + "\"").orElse("")
        + "}}}}";
  }

  @Override
  protected void remove() {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Instant now() {
    return time.instant();
  }

  @Override
  protected void pass(Duration passed) {
    time.advance(passed);
  }

  private String lent() {
    return ((Credential.KeyPair) source.lease(scope()).value()).accessKeyId();
  }

  @Test
  void aRewrittenFileIsNoticedWithoutAnyRefusal() {
    write(json("first", "s", Optional.empty()));
    assertThat(lent()).isEqualTo("first");

    write(json("second", "s", Optional.empty()));
    pass(Duration.ofSeconds(2));

    assertThat(lent()).isEqualTo("second");
  }

  @Test
  void whatDidNotChangeStaysTheSameLease() {
    write(json("first", "s", Optional.empty()));
    Lease<Credential> lease = source.lease(scope());

    pass(Duration.ofMinutes(1));

    assertThat(source.lease(scope())).isSameAs(lease);
  }

  @Test
  void aFileThatIsHalfWrittenIsWaitedFor() {
    String whole = json("first", "s", Optional.empty());
    write(whole.substring(0, 70));
    whileItWaits.add(() -> write(whole.substring(0, 90)));
    whileItWaits.add(() -> write(whole));

    assertThat(lent()).isEqualTo("first");
  }

  @Test
  void aFileThatStaysBrokenDoesNotSpoilAKeyThatIsStillGood() {
    write(json("first", "s", Optional.of(now().plus(Duration.ofHours(1)))));
    assertThat(lent()).isEqualTo("first");
    write("{\"upload_config\":");

    pass(Duration.ofMinutes(30));
    assertThat(lent()).isEqualTo("first");

    pass(Duration.ofMinutes(31));
    assertThatThrownBy(this::lent).hasMessageContaining("not whole JSON");
  }

  @Test
  void aRenewalThatComesAMomentAfterTheRefusalIsWaitedFor() {
    write(json("first", "s", Optional.empty()));
    Lease<Credential> refused = source.lease(scope());
    source.expired(refused);
    whileItWaits.add(() -> {});
    whileItWaits.add(() -> write(json("second", "s", Optional.empty())));

    assertThat(lent()).isEqualTo("second");
  }

  @Test
  void whereNobodyRenewsItSaysSoOnceAndAtTheEnd() {
    write(json("first", "secret", Optional.empty()));
    source.expired(source.lease(scope()));

    assertThatThrownBy(this::lent)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("has expired and nobody renewed it")
        .hasMessageContaining("upload_credentials.json")
        .message()
        .doesNotContain("secret");

    write(json("second", "s", Optional.empty()));
    assertThat(lent()).isEqualTo("second");
  }
}
