package dev.davit.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.cli.command.Typed.Ended;
import dev.davit.registrar.delivery.CommandWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --metrics}: where it listens, and what it says while files are sent. */
class MetricsTest {
  @TempDir Path temp;
  private Typed davit;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(temp.resolve("source"));
    Files.writeString(temp.resolve("source/a"), "12345");
    davit = new Typed(temp).with("DAVIT_STATE_DIR", temp.resolve("state").toString());
  }

  private Ended up(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "up";
    System.arraycopy(more, 0, words, 1, more.length);
    words[more.length + 1] = temp.resolve("source").toString();
    words[more.length + 2] = "local:" + temp.resolve("store");
    return davit.run(words);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void figuresAreShownWhileTheRunGoesOn() throws IOException {
    assumeTrue(CommandWords.runs("curl", System.getenv("PATH")), "needs curl");
    int port = freePort();
    Path seen = temp.resolve("seen");
    Ended ended =
        up(
            "--metrics=" + port,
            "--on-uploaded=curl -s -S -o " + seen + " http://127.0.0.1:" + port + "/metrics");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(Files.readAllLines(seen))
        .contains(
            "# TYPE davit_files_total counter",
            "davit_files_total{outcome=\"stored\"} 1.0",
            "davit_files_total{outcome=\"failed\"} 0.0",
            "davit_stored_bytes_total 5.0",
            "davit_backlog_files 0.0",
            "davit_registrations_pending 1.0",
            "davit_registrations_dead 0.0")
        .anyMatch(line -> line.matches("davit_last_stored_timestamp_seconds 1\\.\\d+E9"));
    assertThat(Files.readString(seen)).doesNotContain("source", "store/");
  }

  @Test
  void anAddressThatIsTakenIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = up("--metrics=" + taken.getLocalPort());
      assertThat(ended.status()).isEqualTo(2);
      assertThat(ended.err())
          .contains("--metrics: 127.0.0.1:" + taken.getLocalPort() + " cannot be listened on: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9464, 127.0.0.1, 9464",
    ":9464, 127.0.0.1, 9464",
    "0.0.0.0:1, 0.0.0.0, 1",
    "[::1]:2, 0:0:0:0:0:0:0:1, 2"
  })
  void addresses(String text, String host, int port) {
    InetSocketAddress address = new MetricsOption.Address().convert(text);
    assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "70000", "host.invalid:1", "1:2:", ""})
  void whatIsNoAddressIsSaid(String text) {
    Ended ended = up("--metrics=" + text);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("is not an address such as 9464");
  }
}
