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
import dev.davit.core.support.Crc64;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.ServerOptions;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.s3.S3Credential;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many small files and a large one past a service that fails now and then, and keys that end while
 * files are on their way. {@code -Dendurance=long} sends 10,000 files and 2 GiB with 1 % of faults,
 * and lets keys live 20 seconds for two minutes.
 */
class ObjectStoreEnduranceTest {
  private static final boolean LONG = "long".equals(System.getProperty("endurance"));
  private static final int FILES = LONG ? 10_000 : 400;
  private static final long LARGE = LONG ? 2L << 30 : 21 << 20;
  private static final double FAULTY = LONG ? 0.01 : 0.05;

  @TempDir Path folder;

  private static StoreServer start(String scheme) {
    StoreOptions options =
        StoreOptions.defaults().withServer(ServerOptions.defaults().withoutHistory());
    ObjectStoreState state = ObjectStoreState.withoutHistory(BlobStore.sink());
    StoreServer server =
        scheme.equals("oss") ? StoreServer.oss(options, state) : StoreServer.tos(options, state);
    server.createBucket("lift");
    return server;
  }

  private Upload upload(String scheme, StoreServer server, Path source) {
    return Upload.builder(List.of(source), Destination.parse(scheme + "://lift/dir"))
        .settings(
            Map.of(
                "endpoint", server.endpoint().toString(),
                "region", server.region(),
                "part-size", LONG ? "8m" : "5m"))
        .transfers(4) // keys live for a number of requests
        .stateOptions(StateOptions.defaults().withDirectory(folder.resolve("state")))
        .build();
  }

  private Path files(int count, long large, long seed) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[random.nextInt(8192)];
      random.nextBytes(content);
      Path group = Files.createDirectories(source.resolve("group-" + i / 1000));
      Files.write(group.resolve("file-" + i + ".bin"), content);
    }
    byte[] block = new byte[1 << 20];
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(source.resolve("large.bin")))) {
      for (long left = large; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(block.length, left));
      }
    }
    return source;
  }

  private static String crc(Path file) throws IOException {
    Crc64 crc = Crc64.ecma();
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return Long.toUnsignedString(crc.getValue());
  }

  /** Holds every file against the checksum that the server itself made of what came. */
  private static void assertAllThere(Path source, StoreServer server) throws IOException {
    long seen = 0;
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String key = "dir/" + source.relativize(file);
        StoredVersion stored = server.bucket("lift").object(key).orElseThrow();
        assertThat(stored.length()).as(key).isEqualTo(Files.size(file));
        assertThat(stored.checksums()).as(key).containsEntry("crc64", crc(file));
        seen++;
      }
    }
    assertThat(server.bucket("lift").objects()).hasSize((int) seen);
    assertThat(server.bucket("lift").uploads()).as("unfinished uploads").isEmpty();
    assertThat(server.loopback().surprises()).isEmpty();
  }

  private static void breakNowAndThen(Faults faults, String scheme, long seed) {
    double each = FAULTY / 6;
    faults.seed(seed);
    Operation[] content = {Operation.PUT_OBJECT, Operation.UPLOAD_PART};
    faults.on(content).withProbability(each).answer(503);
    faults.on(content).withProbability(each).answer(500);
    faults.on(content).withProbability(each).resetAtBodyByte(100);
    faults.on(content).withProbability(each).loseAnswer(Fault.Cut.RST);
    faults.on(content).withProbability(each).okWithHtml();
    faults.on(content).withProbability(each).withHeader("x-" + scheme + "-hash-crc64ecma", "4711");
    faults.on(Operation.COMPLETE_MULTIPART_UPLOAD).times(1).commitThenAnswer(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oss", "tos"})
  void nothingIsLostPastFaults(String scheme) throws Exception {
    long seed = 20_261_121;
    Path source = files(FILES, LARGE, seed);
    try (StoreServer server = start(scheme)) {
      breakNowAndThen(server.faults(), scheme, seed);
      Instant began = Instant.now();
      Summary summary =
          Davit.builder()
              .credentials(new Ending(server, Long.MAX_VALUE))
              .build()
              .upload(upload(scheme, server, source));
      assertThat(summary.failures()).as("seed " + seed).isEmpty();
      assertThat(summary.counts().stored()).isEqualTo(FILES + 1);
      assertAllThere(source, server);
      long puts = server.counters().requests(Operation.PUT_OBJECT);
      assertThat(puts).as("some were repeated").isGreaterThan(FILES);
      report(scheme + " past faults", server, began);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oss", "tos"})
  void keysThatEndFailNoFile(String scheme) throws Exception {
    int count = LONG ? 1_400 : FILES; // slowed down below, they take two minutes
    Path source = files(count, LARGE, 7);
    try (StoreServer server = start(scheme)) {
      Ending keys = new Ending(server, LONG ? 0 : 120);
      if (LONG) {
        server.faults().on(Operation.PUT_OBJECT).delayBefore(java.time.Duration.ofMillis(350));
      }
      Instant began = Instant.now();
      Summary summary =
          Davit.builder().credentials(keys).build().upload(upload(scheme, server, source));
      assertThat(summary.failures()).isEmpty();
      assertThat(summary.counts().stored()).isEqualTo(count + 1);
      assertThat(keys.generations()).as("keys used").isGreaterThan(2);
      assertAllThere(source, server);
      report(scheme + " with " + keys.generations() + " keys", server, began);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oss", "tos"})
  void aKeyThatNobodyRenewsStopsTheRunOnceAndItGoesOn(String scheme) throws Exception {
    Path source = files(40, 21 << 20, 3);
    try (StoreServer server = start(scheme)) {
      Ending keys = new Ending(server, 15);
      keys.renewNoMore();
      Summary stopped =
          Davit.builder().credentials(keys).build().upload(upload(scheme, server, source));
      assertThat(stopped.ok()).isFalse();
      assertThat(stopped.cause()).as("one cause for all").isPresent();
      assertThat(stopped.counts().stored()).isBetween(1L, 40L);
      long before = stopped.counts().stored();
      Summary resumed =
          Davit.builder()
              .credentials(new Ending(server, Long.MAX_VALUE))
              .build()
              .upload(upload(scheme, server, source));
      assertThat(resumed.ok()).as("%s", resumed.failures()).isTrue();
      assertThat(resumed.counts().stored()).isEqualTo(41 - before);
      assertAllThere(source, server);
    }
  }

  private static void report(String what, StoreServer server, Instant began) {
    if (LONG) {
      System.out.println(
          what
              + ": "
              + java.time.Duration.between(began, Instant.now())
              + "\n"
              + server.counters());
    }
  }

  /** Lends keys that the server takes a number of times, or for 20 seconds, and then no more. */
  private static final class Ending implements CredentialSource {
    private static final long SECONDS = 20;

    private final StoreServer server;
    private final long leases;
    private long left;
    private int generation;
    private boolean renews = true;
    private Lease<Credential> current;

    Ending(StoreServer server, long leases) {
      this.server = server;
      this.leases = leases;
      current = renewed();
    }

    private Lease<Credential> renewed() {
      generation++;
      left = leases;
      Instant end = leases > 0 ? Instant.MAX : Instant.now().plusSeconds(SECONDS);
      S3Credential key = key(end);
      server.accept(key);
      return Lease.lasting(
          Credential.KeyPair.of(key.accessKeyId(), Secret.of(key.secretKey()))
              .withSessionToken(Secret.of(key.sessionToken().orElseThrow())),
          "the test");
    }

    private S3Credential key(Instant end) {
      return S3Credential.temporary(
          "STS.key" + generation, "secret" + generation, "token" + generation, end);
    }

    @Override
    public synchronized Lease<Credential> lease(CredentialScope scope) {
      if (leases > 0 && left-- == 0) {
        server.accept(key(Instant.now().minusSeconds(1)));
      }
      return current;
    }

    @Override
    public synchronized void expired(Lease<Credential> lease) {
      if (renews && lease == current) {
        current = renewed();
      }
    }

    synchronized void renewNoMore() {
      renews = false;
    }

    synchronized int generations() {
      return generation;
    }
  }
}
