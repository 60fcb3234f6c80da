package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code examples/after-training} says, against an OSS on loopback. */
class AfterTrainingTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "after-training");
  private static final String MODEL = "models/rssm_model.pt";
  private static final String SCALER = "models/scaler.pkl";
  private static final String EPISODES = "training-data/training_episodes.json";

  @TempDir Path folder;
  private StoreServer server;

  @BeforeEach
  void train() throws IOException {
    server = StoreServer.oss(StoreOptions.defaults());
    server.createBucket("hktech-agent-models");
    server.createBucket("cloud-training");
    Files.copy(EXAMPLE.resolve("davit.toml"), folder.resolve("davit.toml"));
    Files.createDirectories(folder.resolve("data/models"));
    Files.write(folder.resolve("data/models/rssm_model.pt"), new byte[300_000]);
    Files.writeString(folder.resolve("data/models/scaler.pkl"), "scaled");
    Files.writeString(folder.resolve("data/training_episodes.json"), "[{\"reward\": 1}]");
  }

  @AfterEach
  void stop() {
    assertThat(server.loopback().surprises()).isEmpty();
    server.close();
  }

  private void giveKey() throws IOException {
    Files.writeString(
        folder.resolve("AccessKey.csv"),
        "AccessKey ID,AccessKey Secret\n"
            + StoreServer.CREDENTIAL.accessKeyId()
            + ","
            + StoreServer.CREDENTIAL.secretKey()
            + "\n");
  }

  private ChildDavit.Ended davit(String... words) {
    return new ChildDavit(folder)
        .jvm("-XX:TieredStopAtLevel=1")
        .with("DAVIT_OSS_ENDPOINT", server.endpoint().toString())
        .with("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .run(words);
  }

  private List<String> stored(String bucket) {
    return List.copyOf(server.bucket(bucket).objects().keySet());
  }

  @Test
  void itIsTriedLiftedAndListed() throws IOException {
    giveKey();
    ChildDavit.Ended tried = davit("verify", "models:");
    assertThat(tried.status()).as(tried.out() + tried.err()).isZero();
    assertThat(stored("hktech-agent-models")).as("what was tried is removed").isEmpty();

    ChildDavit.Ended first = davit("run", "after-training");
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(stored("hktech-agent-models")).containsExactly(MODEL, SCALER);
    assertThat(stored("cloud-training")).containsExactly(EPISODES);
    assertThat(davit("ls", "models:").out()).contains("rssm_model.pt", "scaler.pkl");

    long before = server.counters().requests();
    ChildDavit.Ended again = davit("run", "after-training");
    assertThat(again.status()).isZero();
    assertThat(server.counters().requests()).as("nothing changed, nothing asked").isEqualTo(before);
  }

  @Test
  void whatIsMissingIsAWarningOnlyIfThatIsAskedFor() throws IOException {
    ChildDavit.Ended keyless = davit("run", "after-training", "--if-configured");
    assertThat(keyless.status()).as(keyless.err()).isZero();
    assertThat(keyless.err()).contains("nothing was sent: there is no key for oss://");
    assertThat(davit("run", "after-training").status()).isEqualTo(4);

    giveKey();
    Files.delete(folder.resolve("data/models/scaler.pkl"));
    Files.delete(folder.resolve("data/training_episodes.json"));
    assertThat(davit("run", "after-training").status()).isEqualTo(2);
    ChildDavit.Ended part = davit("run", "after-training", "--if-configured");
    assertThat(part.status()).as(part.err()).isZero();
    assertThat(part.err())
        .contains("scaler.pkl does not exist, and is left out")
        .contains("training_episodes.json does not exist, and is left out");
    assertThat(stored("hktech-agent-models")).containsExactly(MODEL);
    assertThat(stored("cloud-training")).isEmpty();

    ChildDavit.Ended told = davit("run", "after-training", "--if-configured", "--json");
    assertThat(told.out().lines().filter(line -> line.contains("\"event\":\"notice\""))).hasSize(2);
    assertThat(told.out().lines().toList().getLast()).contains("\"event\":\"exit\"", "\"code\":0");

    Files.writeString(folder.resolve("AccessKey.csv"), "AccessKey ID,AccessKey Secret\nonly,\n");
    Files.write(folder.resolve("data/models/rssm_model.pt"), new byte[10]);
    assertThat(davit("run", "after-training", "--if-configured").status())
        .as("half a key is wrong, not missing")
        .isEqualTo(4);
  }

  @Test
  void aCredentialsFileThatIsNotThereIsMissingToo() throws IOException {
    String[] up = {"up", "--credentials=gone.json", "--region=cn-beijing", "data", "oss://lift"};
    assertThat(davit(up).status()).isEqualTo(4);
    ChildDavit.Ended passed =
        davit(Stream.concat(Stream.of(up), Stream.of("--if-configured")).toArray(String[]::new));
    assertThat(passed.status()).as(passed.err()).isZero();
    assertThat(passed.err()).contains("there is no credentials file gone.json; nothing is sent");
  }

  @Test
  void theProgramDoesTheSame() throws Exception {
    assertThat(program()).contains("not lifted: there is no key for oss://hktech-agent-models");
    giveKey();
    assertThat(program())
        .contains("lifted 2 to oss://hktech-agent-models/models")
        .contains("lifted 1 to oss://cloud-training/training-data");
    assertThat(stored("hktech-agent-models")).containsExactly(MODEL, SCALER);
    assertThat(stored("cloud-training")).containsExactly(EPISODES);
  }

  private String program() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                java.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE.resolve("AfterTraining.java").toRealPath().toString(),
                server.endpoint().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state-home").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
