package dev.davit.testkit.server.osstos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vendors' clients for Node judge the servers. Skipped where there is no Node. */
class NodeClientsTest {
  private static final Path HERE = Path.of("target", "npm").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 60;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(answers("node", "--version") && answers("npm", "--version"), "there is no Node");
    Files.createDirectories(HERE);
    for (String file : List.of("package.json", ".npmrc", "judge.mjs")) {
      Path from = Path.of("npm", file);
      Files.write(HERE.resolve(file), Files.readAllBytes(from));
    }
    boolean there = Files.isDirectory(HERE.resolve("node_modules/ali-oss"));
    assumeTrue(
        there
            || run(
                        "npm",
                        "install",
                        "--omit=dev",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefer-offline")
                    .status()
                == 0,
        "npm cannot fetch the vendors' clients");
  }

  private record Ended(int status, String said) {}

  private static boolean answers(String... command) throws InterruptedException {
    try {
      return run(command).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("node", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(said.toFile());
    if (Files.isDirectory(HERE)) {
      builder.directory(HERE.toFile());
    }
    builder.environment().put("ACCESS_KEY_ID", StoreServer.CREDENTIAL.accessKeyId());
    builder.environment().put("ACCESS_KEY_SECRET", StoreServer.CREDENTIAL.secretKey());
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Ended(-1, "hangs: " + Files.readString(said));
    }
    Ended ended = new Ended(process.exitValue(), Files.readString(said));
    Files.delete(said);
    return ended;
  }

  @Test
  void aliOssPutsListsAndReadsBack() throws Exception {
    try (StoreServer server = StoreServer.oss(StoreOptions.defaults())) {
      judge("oss", server);
    }
  }

  @Test
  void tosSdkPutsListsAndReadsBack() throws Exception {
    try (StoreServer server = StoreServer.tos(StoreOptions.defaults())) {
      judge("tos", server);
    }
  }

  private static void judge(String dialect, StoreServer server) throws Exception {
    server.createBucket("lift");
    Ended ended =
        run("node", "judge.mjs", dialect, server.endpoint().toString(), server.region(), "lift");
    assertThat(ended.status()).as(ended.said()).isZero();
    assertThat(server.loopback().surprises()).isEmpty();
    assertThat(server.bucket("lift").objects()).isEmpty();
    assertThat(server.counters().requests()).isGreaterThan(10);
  }
}
