package dev.davit.benchmarks;

import dev.davit.core.Davit;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Event;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills a knowledge base whose every answer takes a while, and compares the rate with what that
 * latency allows: the requests at once, divided by the round trips that a file takes.
 *
 * <pre>{@code KnowledgeBaseRate [FILES [CONCURRENCY [LATENCY_MILLIS]]]}</pre>
 */
public final class KnowledgeBaseRate {
  private static final int LENGTH = 20_000;

  private KnowledgeBaseRate() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    int files = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
    int concurrency = args.length > 1 ? Integer.parseInt(args[1]) : 16;
    Duration latency = Duration.ofMillis(args.length > 2 ? Long.parseLong(args[2]) : 50);
    Path temp = Files.createTempDirectory("davit-rate");
    Path source = fill(temp, files);
    try (MaiAgentServer server = MaiAgentServer.start(MaiAgentOptions.defaults().forLoad())) {
      server.faults().on().delayBefore(latency);
      server.storeFaults().on().delayBefore(latency);
      double rate = files / seconds(server, source, temp, concurrency);
      double trips = trips(server) / (double) files;
      double allowed = concurrency / (trips * latency.toNanos() / 1e9);
      System.out.printf(
          "%d files, %d at once, %d ms: %.1f files/s, %.2f round trips per file; %.1f would be"
              + " possible: %.1f %%%n",
          files, concurrency, latency.toMillis(), rate, trips, allowed, 100 * rate / allowed);
    }
  }

  private static long trips(MaiAgentServer server) {
    return server.api().counters().requests(Operation.PRESIGN_UPLOAD)
        + server.api().counters().requests(Operation.REGISTER_FILES)
        + server.store().counters().requests(Operation.POST_OBJECT);
  }

  private static double seconds(MaiAgentServer server, Path source, Path temp, int concurrency)
      throws InterruptedException {
    AtomicLong first = new AtomicLong();
    Summary summary =
        Davit.builder()
            .credentials(key(server.options().apiKey()))
            .build()
            .upload(
                Upload.builder(
                        List.of(source),
                        Destination.parse("maiagent://" + server.options().knowledgeBase()))
                    .settings(Map.of("endpoint", server.endpoint().toString()))
                    .transfers(concurrency)
                    .stateOptions(StateOptions.defaults().withDirectory(temp.resolve("state")))
                    .build(),
                event -> {
                  if (event instanceof Event.FileStarted) {
                    first.compareAndSet(0, System.nanoTime());
                  }
                });
    double seconds = (System.nanoTime() - first.get()) / 1e9;
    if (!summary.ok()) {
      throw new IllegalStateException(summary.failures().toString());
    }
    return seconds;
  }

  private static Path fill(Path temp, int files) throws IOException {
    Path source = Files.createDirectory(temp.resolve("source"));
    byte[] content = new byte[LENGTH];
    Random random = new Random(1);
    for (int i = 0; i < files; i++) {
      random.nextBytes(content);
      Files.write(source.resolve("file-" + i + ".json"), content);
    }
    return source;
  }

  private static CredentialSource key(String key) {
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return Lease.lasting(new Credential.Bearer(Secret.of(key)), "the benchmark");
      }

      @Override
      public void expired(Lease<Credential> lease) {
        // it has no end
      }
    };
  }
}
