package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.s3.S3Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workspace that is watched with an {@code upload_credentials.json}, as the workspace uploader's
 * description has it: each of its command lines, and the keys that it promises.
 */
@Timeout(180)
class WatchWorkspaceTest {
  private static final S3Credential KEY = key(1);

  @TempDir Path folder;
  private StoreServer server;
  private ChildDavit davit;
  private Process running;

  @BeforeEach
  void start() throws IOException {
    server = StoreServer.tos(StoreOptions.defaults());
    server.createBucket("your-bucket-name");
    server.accept(KEY);
    davit = new ChildDavit(folder).jvm("-XX:TieredStopAtLevel=1");
    write(".workspace/src/main.py", "print('hello')");
    credentials("config/upload_credentials.json", KEY, "2099-12-31T23:59:59Z");
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.destroyForcibly();
    }
    server.close();
  }

  private static S3Credential key(int n) {
    return S3Credential.temporary("AK" + n, "secret-" + n, "token-" + n, Instant.MAX);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void credentials(String path, S3Credential key, String end) throws IOException {
    String json =
        """
        {
          "upload_config": {
            "platform": "tos",
            "temporary_credential": {
              "host": "%1$s",
              "region": "cn-beijing",
              "endpoint": "%1$s",
              "bucket": "your-bucket-name",
              "dir": "uploads/",
              "expires": 3600,
              "callback": "",
              "credentials": {
                "AccessKeyId": "%2$s",
                "SecretAccessKey": "%3$s",
                "SessionToken": "%4$s",
                "ExpiredTime": "%5$s",
                "CurrentTime": "2023-01-01T00:00:00Z"
              }
            }
          }
        }
        """
            .formatted(
                server.endpoint(),
                key.accessKeyId(),
                key.secretKey(),
                key.sessionToken().orElseThrow(),
                end);
    Path whole = write(path + ".new", json);
    Files.move(whole, folder.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  private Set<String> keys() {
    return server.bucket("your-bucket-name").objects().keySet();
  }

  private void once(String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "watch";
    words[1] = "--once";
    System.arraycopy(options, 0, words, 2, options.length);
    ChildDavit.Ended ended = davit.run(words);
    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
  }

  private void await(String what, Process process, Callable<Boolean> condition) throws Exception {
    Instant until = Instant.now().plusSeconds(60);
    while (!condition.call()) {
      assertThat(process.isAlive()).as("%s: %s", what, davit.err()).isTrue();
      assertThat(Instant.now()).as("%s: %s", what, davit.err()).isBefore(until);
      Thread.sleep(20);
    }
  }

  @Test
  void keysAreAsDescribed() throws Exception {
    once();
    assertThat(keys()).containsExactly("uploads/default/src/main.py");
    once("--sandbox", "my_sandbox");
    assertThat(keys()).contains("uploads/my_sandbox/src/main.py").hasSize(2);
    once("--sandbox", "");
    assertThat(keys()).contains("uploads/src/main.py").hasSize(3);
    write("elsewhere/a.txt", "a");
    davit.with("SUPER_MAGIC_SANDBOX_ID", "from_env");
    once("--dir", "elsewhere", "--use-context");
    assertThat(keys()).contains("uploads/from_env/a.txt").hasSize(4);
    once("--key-template", "{dir}/v1/{sandbox}/{path}", "elsewhere");
    assertThat(keys()).contains("uploads/v1/from_env/a.txt").hasSize(5);
    long puts = server.counters().requests(Operation.PUT_OBJECT);
    once("--dir", "elsewhere");
    assertThat(server.counters().requests(Operation.PUT_OBJECT)).isEqualTo(puts);
    once("--dir", "elsewhere", "--refresh");
    assertThat(server.counters().requests(Operation.PUT_OBJECT)).isEqualTo(puts + 1);
  }

  @Test
  void keysThatAreRewrittenAreReadAgainAndSignalsEndIt() throws Exception {
    Process process = davit.start("watch", "--json");
    running = process;
    await("the first file", process, () -> !keys().isEmpty());
    server.accept(
        S3Credential.temporary("AK1", "secret-1", "token-1", Instant.now().minusSeconds(1)));
    write(".workspace/second", "2");
    await("the complaint", process, () -> out().contains("has expired and nobody renewed it"));
    assertThat(keys()).hasSize(1);
    server.accept(key(2));
    credentials("config/upload_credentials.json", key(2), "2099-12-31T23:59:59Z");
    await("the second file", process, () -> keys().contains("uploads/default/second"));
    write(".workspace/third", "3");
    await("the third file", process, () -> keys().contains("uploads/default/third"));
    assertThat(out().lines().filter(line -> line.contains("nobody renewed it"))).hasSize(1);
    process.destroy();
    ChildDavit.Ended ended = davit.end(process);
    assertThat(ended.status()).isEqualTo(143);
    assertThat(ended.out()).contains("\"run_finished\"");
    assertThat(ended.out() + ended.err()).doesNotContain("secret-", "token-");
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("stdout.txt"));
  }
}
