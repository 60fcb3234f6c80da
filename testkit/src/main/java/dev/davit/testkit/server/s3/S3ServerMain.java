package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.LoopbackTls;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs an {@link S3Server} as a process of its own, for benchmarks and foreign clients.
 *
 * <p>Ends when its standard input does, or by a signal. Each line that it reads is answered with
 * what was counted so far, and an empty line.
 */
public final class S3ServerMain {
  private static final Set<String> FLAGS = Set.of("sink", "opaque-etags", "any-payload", "history");
  private static final Set<String> NAMES =
      Set.of("port", "dir", "latency", "bucket", "region", "tls", "min-part");
  private static final String USAGE =
      """
      usage: S3ServerMain [--port=N] [--dir=DIRECTORY | --sink] [--latency=MILLISECONDS]
          [--bucket=NAME[,NAME...]] [--region=NAME] [--tls=FILE_FOR_THE_CERTIFICATE]
          [--min-part=BYTES] [--opaque-etags] [--any-payload] [--history]
      """;

  private S3ServerMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(List.of(arguments), System.out));
  }

  private static int run(List<String> arguments, PrintStream out) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String name = argument.replaceFirst("^--([a-z-]+)=?.*$", "$1");
      boolean valued = argument.contains("=");
      if (!argument.startsWith("--") || !(valued ? NAMES : FLAGS).contains(name)) {
        out.print(USAGE);
        return 2;
      }
      given.put(name, argument.substring(argument.indexOf('=') + 1));
    }
    S3Options options = options(given);
    BlobStore blobs = blobs(given);
    ObjectStoreState state =
        given.containsKey("history")
            ? ObjectStoreState.withHistory(blobs)
            : ObjectStoreState.withoutHistory(blobs);
    try (S3Server server = S3Server.start(options, state)) {
      for (String bucket : given.getOrDefault("bucket", "lift").split(",", -1)) {
        server.createBucket(bucket);
      }
      long latency = Long.parseLong(given.getOrDefault("latency", "0"));
      if (latency > 0) {
        server.faults().on().delayBefore(Duration.ofMillis(latency));
      }
      out.println("endpoint " + server.endpoint());
      out.println("access_key " + S3Server.CREDENTIAL.accessKeyId());
      out.println("secret_key " + S3Server.CREDENTIAL.secretKey());
      out.println("region " + server.region());
      out.flush();
      for (int b = System.in.read(); b >= 0; b = System.in.read()) {
        if (b == '\n') {
          out.println(server.counters().toString().strip() + "\n");
        }
      }
    }
    return 0;
  }

  private static S3Options options(Map<String, String> given) throws IOException {
    ServerOptions server =
        ServerOptions.defaults().withPort(Integer.parseInt(given.getOrDefault("port", "0")));
    if (!given.containsKey("history")) {
      server = server.withoutHistory();
    }
    String certificate = given.getOrDefault("tls", "");
    if (!certificate.isEmpty()) {
      LoopbackTls tls = LoopbackTls.create();
      tls.writePem(Path.of(certificate));
      server = server.withTls(tls);
    }
    S3Options defaults = S3Options.defaults();
    S3Options options =
        defaults
            .withServer(server)
            .withRegion(given.getOrDefault("region", defaults.region()))
            .withMinPartBytes(
                Long.parseLong(given.getOrDefault("min-part", "" + defaults.minPartBytes())));
    if (given.containsKey("opaque-etags")) {
      options = options.withETags(S3Options.ETags.OPAQUE);
    }
    return given.containsKey("any-payload")
        ? options.withUnsignedPayload(S3Options.UnsignedPayload.ALWAYS)
        : options;
  }

  private static BlobStore blobs(Map<String, String> given) throws IOException {
    if (given.containsKey("sink")) {
      return BlobStore.sink();
    }
    String directory = given.getOrDefault("dir", "");
    return directory.isEmpty()
        ? BlobStore.inMemory()
        : BlobStore.inDirectory(Files.createDirectories(Path.of(directory)));
  }
}
