package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.LoopbackOptions.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says of a CloudDrive2 server that cannot be used, and how it exits. */
class ClouddriveErrorsTest {
  private static final int ENOUGH_FILES = 12;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong token     |               | bad-token  | cloud | 4 | does not accept the token",
        "no permission   | NO_WRITE_PERMISSION | good-token | cloud | 4 | needs allow_create_file",
        "full            | FULL          | good-token | cloud | 5 | the cloud drive is full",
        "unknown folder  |               | good-token | clod  | 5 | the server has no folder /clod; it has /cloud",
        "too old         | VERY_OLD      | good-token | cloud | 5 | is too old"
      })
  void oneClearSentenceAndTheRightExitCode(
      String name, String trouble, String credential, String root, int exitCode, String words)
      throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < ENOUGH_FILES; i++) {
      Files.writeString(source.resolve("file" + i), "content " + i);
    }
    LoopbackOptions options = LoopbackOptions.defaults();
    boolean ofServer = trouble != null && !trouble.equals("-") && !trouble.equals("tls");
    try (LoopbackCloudDrive server =
        LoopbackCloudDrive.start(
            ofServer ? options.with(Trouble.valueOf(trouble)) : options,
            folder.resolve("server"))) {
      if ("-".equals(trouble)) {
        server.stop();
      }
      ChildDavit davit = new ChildDavit(folder).jvm("-XX:TieredStopAtLevel=1");
      credential(davit, credential == null ? "" : credential);
      ChildDavit.Ended ended =
          davit.run(
              "up",
              source.toString(),
              "clouddrive://127.0.0.1:" + server.port() + "/" + root + "/dir",
              "--setting",
              "tls=" + "tls".equals(trouble));

      assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(exitCode);
      assertThat(ended.out() + ended.err()).contains(words).doesNotContain("\tat ");
      assertThat(server.violations()).isEmpty();
    }
  }

  /** The long form: each case is a process of its own. */
  @EnabledIfSystemProperty(named = "clouddrive.torture", matches = "true")
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing         |               | good-token | cloud | 0 | Sent 12 files",
        "no token        |               |            | cloud | 4 | there is no key for clouddrive://",
        "wrong password  |               | captain:no | cloud | 4 | does not accept the user captain",
        "password        |               | captain:aye | cloud | 0 | Sent 12 files",
        "not ready       | NOT_READY     | good-token | cloud | 5 | is not ready: starting",
        "not signed in   | NOT_SIGNED_IN | good-token | cloud | 5 | not signed in to its CloudDrive account",
        "unreachable     | -             | good-token | cloud | 5 | cannot be reached",
        "no TLS there    | tls           | good-token | cloud | 5 | does not speak TLS"
      })
  void everythingElseThatCanBeWrong(
      String name, String trouble, String credential, String root, int exitCode, String words)
      throws Exception {
    oneClearSentenceAndTheRightExitCode(name, trouble, credential, root, exitCode, words);
  }

  private static void credential(ChildDavit davit, String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      davit.with("CLOUDDRIVE_USER", text.substring(0, colon));
      davit.with("CLOUDDRIVE_PASSWORD", text.substring(colon + 1));
    } else if (!text.isEmpty()) {
      davit.with("CLOUDDRIVE_TOKEN", text);
    }
  }
}
