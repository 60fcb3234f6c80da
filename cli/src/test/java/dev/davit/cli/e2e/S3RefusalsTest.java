package dev.davit.cli.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.testkit.server.LoopbackTls;
import dev.davit.testkit.server.ServerOptions;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a destination is said in one sentence, with the right exit code. */
class S3RefusalsTest {
  /** More than it takes to find out that no file will fare better. */
  private static final List<String> FILES =
      List.of("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt");

  private static final int OK = 0;
  private static final int PARTIAL = 3;
  private static final int CONFIGURATION = 4;
  private static final int DESTINATION = 5;

  @TempDir Path temp;
  private final List<S3Server> servers = new ArrayList<>();
  private int runs;

  @BeforeEach
  void makeSource() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    for (String name : FILES) {
      Files.writeString(source.resolve(name), "content");
    }
  }

  @AfterEach
  void stop() {
    servers.forEach(S3Server::close);
  }

  private S3Server server(S3Options options) {
    S3Server server = S3Server.start(options);
    server.createBucket("lift");
    servers.add(server);
    return server;
  }

  private S3Server server() {
    return server(S3Options.defaults());
  }

  /** A run of the command in a folder of its own. */
  private record Running(ChildDavit davit, Process process) {

    void ends(int status, String... said) {
      ChildDavit.Ended ended = davit.end(process);
      assertThat(ended.status()).as(ended.err()).isEqualTo(status);
      for (String part : said) {
        assertThat(ended.err()).contains(part);
      }
      assertThat(ended.err()).doesNotContain("\tat ", "java.", "Exception: ");
      assertThat(ended.err()).doesNotContain(S3Server.CREDENTIAL.secretKey());
    }
  }

  private Running up(String destination, String secret, String... options) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("run-" + runs++));
    ChildDavit davit =
        new ChildDavit(folder)
            .with("AWS_ACCESS_KEY_ID", S3Server.CREDENTIAL.accessKeyId())
            .with("AWS_SECRET_ACCESS_KEY", secret)
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .jvm("-XX:TieredStopAtLevel=1");
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(temp.resolve("source").toString(), destination));
    return new Running(davit, davit.start(arguments.toArray(String[]::new)));
  }

  private Running up(S3Server server, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--endpoint", server.endpoint().toString()));
    all.addAll(List.of(options));
    return up("s3://lift/p", S3Server.CREDENTIAL.secretKey(), all.toArray(String[]::new));
  }

  @Test
  void aBucketThatIsNotThere() throws IOException {
    up(
            "s3://elsewhere",
            S3Server.CREDENTIAL.secretKey(),
            "--endpoint",
            server().endpoint().toString())
        .ends(DESTINATION, "there is no bucket \"elsewhere\"", "check its name");
  }

  @Test
  void aBucketOfAnotherRegion() throws IOException {
    up(server(S3Options.defaults().withRegion("eu-west-3")), "--region", "us-east-1")
        .ends(DESTINATION, "is in the region eu-west-3", "--region eu-west-3");
  }

  @Test
  void whatIsForbidden() throws IOException {
    S3Server server = server();
    server.faults().on().answer(403, "AccessDenied");

    up(server).ends(CONFIGURATION, "AccessDenied", "check the key", "AWS_ACCESS_KEY_ID");
  }

  @Test
  void aKeyThatIsNotKnown() throws IOException {
    S3Server server = server();
    server.forget(S3Server.CREDENTIAL.accessKeyId());

    up(server).ends(CONFIGURATION, "InvalidAccessKeyId", "check the key");
  }

  @Test
  void aSecretThatIsWrong() throws IOException {
    up("s3://lift/p", "wrong", "--endpoint", server().endpoint().toString())
        .ends(CONFIGURATION, "SignatureDoesNotMatch", "check the key");
  }

  @Test
  void aKeyThatStaysExpired() throws IOException {
    S3Server server = server();
    server.faults().on().answer(400, "ExpiredToken");

    up(server).ends(CONFIGURATION, "has expired", "renew it");
  }

  @Test
  void anObjectThatTheServiceRefuses() throws IOException {
    S3Server server = server();
    server.faults().on().answer(400, "KeyTooLongError");

    up(server).ends(PARTIAL, "KeyTooLongError", ".txt");
  }

  @Test
  void anAddressThatIsNone() throws IOException {
    up("s3://lift/p", "x", "--endpoint", "http://host/path?query")
        .ends(CONFIGURATION, "the setting \"endpoint\" must be a host");
  }

  @Test
  void aCertificateThatNobodyKnows() throws IOException {
    ServerOptions tls = ServerOptions.defaults().withTls(LoopbackTls.create());

    up(server(S3Options.defaults().withServer(tls)))
        .ends(DESTINATION, "its certificate is not trusted", "ca-file");
  }

  @Test
  void aServiceThatSpeaksNoTls() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> refuseAll(plain));
      up("s3://lift/p", "x", "--endpoint", "https://127.0.0.1:" + plain.getLocalPort())
          .ends(DESTINATION, "does not speak TLS", "http://");
    }
  }

  private static void refuseAll(ServerSocket plain) {
    while (!plain.isClosed()) {
      try (Socket one = plain.accept()) {
        one.getInputStream().read(new byte[1 << 10]);
        one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      } catch (IOException e) {
        // the next one
      }
    }
  }

  @Test
  void aClockThatIsWrongIsMadeUpFor() throws IOException {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));
    S3Server server = server(S3Options.defaults().withClock(ahead));
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ahead.instant().atZone(ZoneOffset.UTC));
    server.faults().on().withHeader("Date", date);

    up(server).ends(OK);

    assertThat(server.bucket("lift").objects()).hasSize(FILES.size());
  }

  /** Both wait side by side: they are tried again for a while. */
  @Test
  void aHostThatIsNotThere() throws IOException {
    S3Server gone = server();
    gone.loopback().stopListening();
    Running unreachable = up(gone);
    Running unknown = up("s3://lift/p", "x", "--endpoint", "http://davit-test.invalid");

    unreachable.ends(DESTINATION, "no connection to 127.0.0.1", "check --endpoint");
    unknown.ends(DESTINATION, "the host davit-test.invalid is not known", "check --endpoint");
  }
}
