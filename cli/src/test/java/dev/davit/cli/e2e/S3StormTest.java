package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.server.Fault.Cut;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.s3.S3Credential;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many files through bad weather. {@code -Ddavit.storm.files=20000} sends more of them, {@code
 * -Ddavit.seed=N} makes other weather.
 */
class S3StormTest {
  private static final int FILES = Integer.getInteger("davit.storm.files", 2_000);
  private static final long SEED = Long.getLong("davit.seed", 20261121);

  @TempDir Path temp;
  private S3Server server;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(S3Options.defaults());
    server.createBucket("lift");
    for (int i = 0; i < FILES; i++) {
      Path folder = Files.createDirectories(temp.resolve("source/folder-" + i % 17));
      Files.writeString(folder.resolve("file-" + i), content(i));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String content(int file) {
    return ("file " + file + "\n").repeat(1 + file % 50);
  }

  private Summary run(CredentialSource credentials) throws InterruptedException {
    Upload upload =
        Upload.builder(List.of(temp.resolve("source")), Destination.parse("s3://lift/there"))
            .settings(Map.of("endpoint", server.endpoint().toString()))
            .stateOptions(StateOptions.defaults().withDirectory(temp.resolve("state")))
            .build();
    return Davit.builder().credentials(credentials).build().upload(upload);
  }

  private void everythingIsThereOnce() {
    Map<String, StoredVersion> objects = server.bucket("lift").objects();
    assertThat(objects).as("seed %d", SEED).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      StoredVersion object = objects.get("there/folder-" + i % 17 + "/file-" + i);
      assertThat(new String(bytes(object), StandardCharsets.UTF_8)).isEqualTo(content(i));
    }
  }

  private static byte[] bytes(StoredVersion object) {
    try {
      return object.content().bytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneRequestInAHundredFailsAndNothingIsLostOrDoubled() throws Exception {
    server.faults().seed(SEED);
    List.of(
            server.faults().on().withProbability(0.004).slowDown("0"),
            server.faults().on().withProbability(0.003).resetAtBodyByte(5),
            server.faults().on().withProbability(0.003).loseAnswer(Cut.RST))
        .forEach(rule -> assertThat(rule.struck()).isZero());

    Summary summary = run(lasting());

    assertThat(summary.ok()).as("seed %d: %s", SEED, summary.failures()).isTrue();
    assertThat(summary.counts().stored()).isEqualTo(FILES);
    assertThat(server.history()).as("some failed").hasSizeGreaterThan(FILES);
    everythingIsThereOnce();
    server.faults().clear();
    int before = server.history().size();
    assertThat(run(lasting()).skipped()).hasSize(1);
    assertThat(server.history()).as("the second run asks nothing").hasSize(before);
  }

  /** Keys live for a tenth of the run, as those of 20 s do in a run of some minutes. */
  @Test
  void shortLivedKeysCostNoFile() throws Exception {
    Expiring keys = new Expiring();
    AtomicLong requests = new AtomicLong();
    server
        .faults()
        .on(Operation.PUT_OBJECT)
        .where(call -> {
          if (requests.incrementAndGet() % (FILES / 10) == 0) {
            keys.end();
          }
          return false;
        })
        .answer(500);

    Summary summary = run(keys);

    assertThat(summary.ok()).as("%s", summary.failures()).isTrue();
    assertThat(keys.made).isGreaterThanOrEqualTo(9);
    everythingIsThereOnce();
  }

  private static CredentialSource lasting() {
    Credential pair =
        Credential.KeyPair.of(
            S3Server.CREDENTIAL.accessKeyId(), Secret.of(S3Server.CREDENTIAL.secretKey()));
    Lease<Credential> lease = Lease.lasting(pair, "the test");
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return lease;
      }

      @Override
      public void expired(Lease<Credential> refused) {
        throw new AssertionError("it lasts");
      }
    };
  }

  /** Makes a new temporary key when the old one has ended, and is asked for. */
  private final class Expiring implements CredentialSource {
    private int made;
    private Lease<Credential> current = make();

    private Lease<Credential> make() {
      String id = "ASIATEMPORARY" + ++made;
      Instant end = Instant.now().plus(Duration.ofHours(1)); // it will end before that
      server.accept(S3Credential.temporary(id, "secret" + made, "token" + made, end));
      Credential pair =
          Credential.KeyPair.of(id, Secret.of("secret" + made))
              .withSessionToken(Secret.of("token" + made));
      return Lease.until(pair, "the test", end);
    }

    synchronized void end() {
      String id = ((Credential.KeyPair) current.value()).accessKeyId();
      server.forget(id);
    }

    @Override
    public synchronized Lease<Credential> lease(CredentialScope scope) {
      return current;
    }

    @Override
    public synchronized void expired(Lease<Credential> refused) {
      if (refused.equals(current)) {
        current = make();
      }
    }
  }
}
