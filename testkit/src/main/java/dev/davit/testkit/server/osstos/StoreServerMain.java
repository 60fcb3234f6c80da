package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Runs a {@link StoreServer} as a process of its own, for benchmarks and foreign clients: {@code
 * oss|tos [--sink] [--bucket=NAME]}. Ends when its standard input does, or by a signal.
 */
public final class StoreServerMain {
  private StoreServerMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(List.of(arguments), System.out));
  }

  private static int run(List<String> arguments, PrintStream out) throws IOException {
    String bucket = "lift";
    BlobStore blobs = BlobStore.inMemory();
    for (String argument : arguments.subList(Math.min(1, arguments.size()), arguments.size())) {
      if (argument.equals("--sink")) {
        blobs = BlobStore.sink();
      } else if (argument.startsWith("--bucket=")) {
        bucket = argument.substring("--bucket=".length());
      } else {
        arguments = List.of();
      }
    }
    if (arguments.isEmpty() || !List.of("oss", "tos").contains(arguments.getFirst())) {
      out.println("usage: StoreServerMain oss|tos [--sink] [--bucket=NAME]");
      return 2;
    }
    StoreOptions options =
        StoreOptions.defaults().withServer(ServerOptions.defaults().withoutHistory());
    ObjectStoreState state = ObjectStoreState.withoutHistory(blobs);
    try (StoreServer server =
        arguments.getFirst().equals("oss")
            ? StoreServer.oss(options, state)
            : StoreServer.tos(options, state)) {
      server.createBucket(bucket);
      out.println("endpoint " + server.endpoint());
      out.println("access_key " + StoreServer.CREDENTIAL.accessKeyId());
      out.println("secret_key " + StoreServer.CREDENTIAL.secretKey());
      out.println("region " + server.region());
      out.flush();
      for (int b = System.in.read(); b >= 0; b = System.in.read()) {
        if (b == '\n') {
          out.println(server.counters());
        }
      }
    }
    return 0;
  }
}
