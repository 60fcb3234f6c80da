package dev.davit.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.cli.ProviderJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends real signals to the real command while a provider of somebody else's holds it up. */
@Timeout(120) // a shell that ignores SIGINT makes its children ignore it
class SignalsTest {
  private static final int FILES = 20;

  @TempDir Path folder;
  private ChildDavit davit;

  @BeforeEach
  void makeProviderAndSource() throws IOException {
    new ProviderJar(folder.resolve("work"))
        .source("acme/Slow.java", slow())
        .pack(folder.resolve("providers/slow/slow.jar"), "acme.Slow\n");
    Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve("source/" + i), "a");
    }
    davit =
        new ChildDavit(folder).with("DAVIT_PROVIDERS_DIR", folder.resolve("providers").toString());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 143"})
  void theFirstSignalFinishesWhatIsInFlight(String signal, int status) throws Exception {
    Process process = up();
    send(signal, process);
    awaitStopping(process);
    Files.createFile(folder.resolve("go"));
    ChildDavit.Ended ended = davit.end(process);
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    assertThat(ended.out()).containsPattern("Sent [1-9] files? \\([1-9] B\\) to slow:x");
    assertThat(ended.err()).contains("Interrupted before everything was sent.");
  }

  @Test
  void theSecondSignalLeavesAtOnceAlthoughTheProviderStillWaits() throws Exception {
    Process process = up();
    send("INT", process);
    awaitStopping(process);
    send("INT", process);
    ChildDavit.Ended ended = davit.end(process);
    assertThat(ended.status()).isEqualTo(130);
    assertThat(folder.resolve("go")).doesNotExist();
    assertThat(ended.out()).isEmpty();
  }

  private static String slow() throws IOException {
    try (InputStream in = SignalsTest.class.getResourceAsStream("Slow.java")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Process up() throws Exception {
    Process process = davit.start("up", "--transfers", "1", "source", "slow:x");
    while (!Files.exists(folder.resolve("waiting"))) {
      assertThat(process.isAlive()).as("%s", davit.err()).isTrue();
      Thread.sleep(20);
    }
    return process;
  }

  private void awaitStopping(Process process) throws InterruptedException {
    while (!davit.err().contains("stopping: finishing what is in flight; ")) {
      assertThat(process.isAlive()).as("%s", davit.err()).isTrue();
      Thread.sleep(20);
    }
  }

  private static void send(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }
}
