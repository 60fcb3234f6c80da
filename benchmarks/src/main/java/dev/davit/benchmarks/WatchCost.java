package dev.davit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.davit.core.Davit;
import dev.davit.core.model.Credential;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.EventListener;
import dev.davit.core.usecase.Stop;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.core.usecase.Watch;
import dev.davit.core.usecase.WatchMonitor;
import dev.davit.core.usecase.WatchStatus;
import dev.davit.testkit.FixedCredentials;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.ServerOptions;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * What a watch costs. {@code latency FOLDER CHANGES PER_SECOND} writes single files, one after the
 * other, and tells how long after each was closed an S3 on loopback showed it. {@code idle FOLDER
 * FILES SECONDS} watches so many files that nobody changes, and tells how much of a core that
 * takes. FOLDER must be new or empty.
 */
public final class WatchCost {
  private static final int LENGTH = 4096;
  private static final int WARM_UP = 500;

  private final Path source;
  private final Path state;
  private final Stop stop = new Stop();
  private final WatchMonitor monitor = new WatchMonitor();

  private WatchCost(Path folder) throws IOException {
    source = Files.createDirectories(folder.resolve("source")).toRealPath();
    state = folder.resolve("state");
  }

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    WatchCost cost = new WatchCost(Path.of(arguments[1]));
    int many = Integer.parseInt(arguments[2]);
    int other = Integer.parseInt(arguments[3]);
    switch (arguments[0]) {
      case "latency" -> cost.latency(many, other);
      case "idle" -> cost.idle(many, other);
      default -> throw new IllegalArgumentException("latency or idle, not " + arguments[0]);
    }
    System.exit(0);
  }

  private CompletableFuture<Summary> begin(
      Davit davit, String destination, Map<String, String> settings) throws Exception {
    Upload upload =
        Upload.builder(List.of(source), Destination.parse(destination))
            .settings(settings)
            .stateOptions(StateOptions.defaults().withDirectory(state))
            .stop(stop)
            .build();
    Watch watch = Watch.builder(upload).monitor(monitor).build();
    CompletableFuture<Summary> running = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            running.complete(davit.watch(watch, EventListener.none()));
          } catch (Throwable e) {
            running.completeExceptionally(e);
          }
        });
    while (monitor.status().state() != WatchStatus.State.WATCHING
        || monitor.status().backlog() > 0) {
      Thread.sleep(20);
      if (running.isDone()) {
        throw new IllegalStateException("ended: " + running.get().ending());
      }
    }
    return running;
  }

  private void latency(int changes, int perSecond) throws Exception {
    ServerOptions options = ServerOptions.defaults().withoutHistory();
    ObjectStoreState objects = ObjectStoreState.withoutHistory(BlobStore.sink());
    try (S3Server server = S3Server.start(S3Options.defaults().withServer(options), objects)) {
      server.createBucket("lift");
      Credential key =
          Credential.KeyPair.of(
              S3Server.CREDENTIAL.accessKeyId(), Secret.of(S3Server.CREDENTIAL.secretKey()));
      Davit davit = Davit.builder().credentials(new FixedCredentials(key)).build();
      CompletableFuture<Summary> running =
          begin(davit, "s3://lift", Map.of("endpoint", server.endpoint().toString()));
      Random random = new Random(1);
      Instant[] closed = new Instant[WARM_UP + changes];
      long began = System.nanoTime();
      for (int i = 0; i < closed.length; i++) {
        byte[] content = new byte[LENGTH];
        random.nextBytes(content);
        Files.write(
            Files.createDirectories(source.resolve("d" + i % 100)).resolve("f" + i), content);
        closed[i] = Instant.now();
        long due = began + (i + 1) * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
      }
      while (server.bucket("lift").objects().size() < closed.length) {
        Thread.sleep(50);
      }
      double[] millis = new double[changes];
      for (int i = 0; i < changes; i++) {
        int n = WARM_UP + i;
        Optional<StoredVersion> object = server.bucket("lift").object("d" + n % 100 + "/f" + n);
        Duration took = Duration.between(closed[n], object.orElseThrow().modified());
        millis[i] = took.toNanos() / 1e6;
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%,d changes, %d a second: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f"
              + " ms%n",
          changes,
          perSecond,
          millis[changes / 2],
          millis[changes * 9 / 10],
          millis[changes * 99 / 100],
          millis[changes * 999 / 1000],
          millis[changes - 1]);
      stop.request();
      System.out.println(running.get().counts());
    }
  }

  private void idle(int files, int seconds) throws Exception {
    for (int i = 0; i < files; i++) {
      Path folder = source.resolve("d" + i / 1000 / 100 + "/e" + i / 100);
      if (i % 100 == 0) {
        Files.createDirectories(folder);
      }
      Files.createFile(folder.resolve("f" + i));
    }
    Davit davit = Davit.builder().providers(List.of(new NullLift.NullProvider())).build();
    CompletableFuture<Summary> running = begin(davit, "null:nowhere", Map.of());
    Thread.sleep(10_000); // what the compilers still have to do
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = os.getProcessCpuTime();
    long began = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double share = 100.0 * (os.getProcessCpuTime() - cpu) / (System.nanoTime() - began);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%,d files, nobody changes them: %.2f %% of a core over %d s; heap in use %d MiB%n",
        files,
        share,
        seconds,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    stop.request();
    System.out.println(running.get().counts());
  }
}
