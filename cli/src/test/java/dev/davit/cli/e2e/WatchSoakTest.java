package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.Davit;
import dev.davit.core.model.Credential;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Outcome;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.Watch;
import dev.davit.core.usecase.WatchMonitor;
import dev.davit.core.usecase.WatchStatus;
import dev.davit.testkit.FixedCredentials;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.ObjectChange;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.RequestRecord;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.s3.S3Credential;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several writers at work in a folder that is watched, while the service fails now and then. {@code
 * -Dsoak.operations=100000 -Dsoak.seconds=310} is the long form for one service; {@code
 * -Dsoak.queue=64} makes the kernel's queue for the new watch that short, for which one has to be
 * root, so that events are lost.
 */
class WatchSoakTest {
  private static final int OPERATIONS = Integer.getInteger("soak.operations", 2_000);
  private static final int SECONDS = Integer.getInteger("soak.seconds", 4);
  private static final long SEED = Long.getLong("davit.seed", 20_261_121);
  private static final int LENGTH = Integer.getInteger("soak.queue", 0);
  private static final int WRITERS = 4;
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");

  @TempDir Path folder;

  /** A store that is being watched into. */
  private record Store(
      AutoCloseable server,
      URI endpoint,
      String region,
      BucketState bucket,
      Faults faults,
      Supplier<List<RequestRecord>> requests)
      implements AutoCloseable {

    static Store start(String scheme) {
      ObjectStoreState state = ObjectStoreState.withHistory(BlobStore.inMemory());
      if (scheme.equals("s3")) {
        S3Server server = S3Server.start(S3Options.defaults(), state);
        server.createBucket("lift");
        return new Store(
            server,
            server.endpoint(),
            "us-east-1",
            server.bucket("lift"),
            server.faults(),
            server::history);
      }
      StoreServer server = StoreServer.tos(StoreOptions.defaults(), state);
      server.createBucket("lift");
      return new Store(
          server,
          server.endpoint(),
          server.region(),
          server.bucket("lift"),
          server.faults(),
          server::history);
    }

    @Override
    public void close() throws Exception {
      server.close();
    }
  }

  private static void breakNowAndThen(Faults faults) {
    double each = 0.01 / 4;
    faults.seed(SEED);
    Operation[] content = {Operation.PUT_OBJECT, Operation.COPY_OBJECT, Operation.DELETE_OBJECT};
    faults.on(content).withProbability(each).answer(503);
    faults.on(content).withProbability(each).answer(500);
    faults.on(Operation.PUT_OBJECT).withProbability(each).resetAtBodyByte(100);
    faults.on(Operation.PUT_OBJECT).withProbability(each).loseAnswer(Fault.Cut.RST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "tos"})
  void nothingIsLostTornOrSentTwice(String scheme) throws Exception {
    Path source = Files.createDirectories(folder.resolve("source")).toRealPath();
    Stop stop = new Stop();
    WatchMonitor monitor = new WatchMonitor();
    List<String> notices = new ArrayList<>();
    AtomicLong copied = new AtomicLong();
    try (Store store = Store.start(scheme)) {
      breakNowAndThen(store.faults());
      Watch watch = watch(scheme, store, source, stop, monitor);
      Davit davit = Davit.builder().credentials(new FixedCredentials(key(scheme))).build();
      int queue = shrinkQueue();
      CompletableFuture<Summary> running = new CompletableFuture<>();
      Thread.ofPlatform()
          .start(() -> {
            try {
              running.complete(
                  davit.watch(
                      watch,
                      event -> {
                        switch (event) {
                          case Event.Notice notice -> notices.add(notice.sentence());
                          case Event.FileFinished(Outcome.Stored s) when s.sentBytes() == 0 ->
                              copied.incrementAndGet();
                          default -> {}
                        }
                      }));
            } catch (Throwable e) {
              running.completeExceptionally(e);
            }
          });
      await(
          running, "the first scan", () -> monitor.status().state() == WatchStatus.State.WATCHING);
      restoreQueue(queue);
      Instant began = Instant.now();
      SoakWriters writers = new SoakWriters(source, WRITERS, OPERATIONS, SECONDS, SEED);
      writers.run();
      Duration wrote = Duration.between(began, Instant.now());
      await(running, "calm", () -> monitor.status().backlog() == 0 && equal(source, store));
      Duration settled = Duration.between(began, Instant.now()).minus(wrote);
      stop.request();
      Summary summary = running.get(60, TimeUnit.SECONDS);
      Verdict verdict = judge(store, writers.states());
      System.out.printf(
          "soak %s: %d operations by %d writers in %d s, calm %d ms later; %s; stored %d, copied %d,"
              + " removed %d; queue %d; notices %s%n",
          scheme,
          writers.done(),
          WRITERS,
          wrote.toSeconds(),
          settled.toMillis(),
          verdict,
          summary.counts().stored(),
          copied.get(),
          monitor.status().removed(),
          queue,
          notices);
      assertThat(verdict.torn()).as("versions that no file ever was, seed %d", SEED).isEmpty();
      assertThat(verdict.twice()).as("identical content sent again, seed %d", SEED).isEmpty();
      assertThat(verdict.versions()).isGreaterThan(OPERATIONS / 10);
    }
  }

  private Watch watch(String scheme, Store store, Path source, Stop stop, WatchMonitor monitor) {
    Upload upload =
        Upload.builder(List.of(source), Destination.parse(scheme + "://lift/there"))
            .settings(Map.of("endpoint", store.endpoint().toString(), "region", store.region()))
            .stateOptions(StateOptions.defaults().withDirectory(folder.resolve("state")))
            .stop(stop)
            .build();
    return Watch.builder(upload)
        .monitor(monitor)
        .delete()
        .maxDelete(1_000_000_000)
        .reconcile(Duration.ofSeconds(30))
        .build();
  }

  private static Credential key(String scheme) {
    S3Credential key = scheme.equals("s3") ? S3Server.CREDENTIAL : StoreServer.CREDENTIAL;
    return Credential.KeyPair.of(key.accessKeyId(), Secret.of(key.secretKey()));
  }

  /** A new watch gets a queue as long as this says. */
  private static int shrinkQueue() throws IOException {
    if (LENGTH == 0) {
      return 0;
    }
    int before = Integer.parseInt(Files.readString(QUEUE).strip());
    Files.writeString(QUEUE, Integer.toString(LENGTH)); // only root may
    return before;
  }

  private static void restoreQueue(int before) throws IOException {
    if (before > 0) {
      Files.writeString(QUEUE, Integer.toString(before));
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(CompletableFuture<Summary> running, String what, Condition condition)
      throws Exception {
    Instant until = Instant.now().plusSeconds(120);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("waited for %s, seed %d", what, SEED).isBefore(until);
      if (running.isDone()) {
        throw new AssertionError("it ended: " + running.get());
      }
      Thread.sleep(200);
    }
  }

  private static boolean equal(Path source, Store store) {
    Map<String, String> there = new TreeMap<>();
    store
        .bucket()
        .objects()
        .forEach((key, version) -> there.put(key, SoakWriters.hash(bytes(version))));
    Map<String, String> here = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(source)) {
      walk.filter(Files::isRegularFile)
          .filter(SoakWriters::isTaken)
          .forEach(
              file -> here.put("there/" + source.relativize(file), SoakWriters.hash(read(file))));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
    return here.equals(there);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(StoredVersion version) {
    try {
      return version.content().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the store ever showed. */
  private record Verdict(long versions, List<String> torn, List<String> twice, long repeated) {

    @Override
    public String toString() {
      return versions
          + " versions, "
          + torn.size()
          + " torn, "
          + twice.size()
          + " sent twice, "
          + repeated
          + " after a lost answer";
    }
  }

  private static Verdict judge(Store store, Set<String> states) {
    List<String> torn = new ArrayList<>();
    List<String> twice = new ArrayList<>();
    Set<String> lost =
        store.requests().get().stream()
            .filter(request -> request.fault().equals("LostAnswer"))
            .map(RequestRecord::key)
            .collect(Collectors.toSet());
    long versions = 0;
    long repeated = 0;
    for (String key : store.bucket().keysEver()) {
      String before = "";
      for (ObjectChange change : store.bucket().changes(key)) {
        String now = change.now().map(version -> SoakWriters.hash(bytes(version))).orElse("");
        versions += now.isEmpty() ? 0 : 1;
        if (!now.isEmpty() && !states.contains(now)) {
          torn.add(key + " at " + change.at());
        }
        if (!now.isEmpty() && now.equals(before) && lost.contains(key)) {
          repeated++; // nobody told that it had arrived
        } else if (!now.isEmpty() && now.equals(before)) {
          twice.add(key + " at " + change.at());
        }
        before = now;
      }
    }
    return new Verdict(versions, torn, twice, repeated);
  }
}
