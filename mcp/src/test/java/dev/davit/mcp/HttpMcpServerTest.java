package dev.davit.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMcpServerTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Bench bench;
  private HttpMcpServer server;

  @BeforeEach
  void serve() throws IOException {
    bench = new Bench(folder);
    server =
        new HttpMcpServer(
            bench.free(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tokens("alice " + ALICE + "\n\n# another\nbob\t" + BOB + "\n"),
            Set.of("files.example"),
            Set.of("https://chat.example"));
  }

  @AfterEach
  void stop() {
    server.close();
    bench.close();
  }

  private Tokens tokens(String lines) throws IOException {
    Path file = folder.resolve("tokens");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Tokens.read(Files.writeString(file, lines));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.address().getPort() + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> post(String token, String body) throws Exception {
    return send(
        request("/mcp")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode call(String token, String tool, Map<String, ?> arguments) throws Exception {
    return Bench.read(post(token, Bench.call(1, tool, arguments)).body()).get("result");
  }

  @Test
  void whoHasNoTokenIsNotHeard() throws Exception {
    HttpResponse<String> none =
        send(request("/mcp").POST(HttpRequest.BodyPublishers.ofString(PING)));
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(post("c".repeat(32), PING).statusCode()).isEqualTo(401);
    assertThat(post(ALICE, PING).statusCode()).isEqualTo(200);
  }

  @Test
  void callersDoNotSeeEachOthersSessions() throws Exception {
    String session =
        call(ALICE, "file_index_open", Map.of()).at("/structuredContent/session").asText();
    JsonNode recorded =
        call(ALICE, "file_index_record", with(Bench.upload("hers.txt", "u"), session));
    String uri = recorded.at("/structuredContent/file/uri").asText();

    JsonNode others = call(BOB, "file_index_list", Map.of("session", session));
    JsonNode nobodys = call(BOB, "file_index_list", Map.of("session", "s0"));

    assertThat(others).isEqualTo(nobodys);
    assertThat(others.at("/isError").asBoolean()).isTrue();
    String read = Bench.request(1, "resources/read", Map.of("uri", uri));
    assertThat(post(ALICE, read).body()).contains("hers.txt");
    assertThat(post(BOB, read).body()).contains("-32002").doesNotContain("hers.txt");
  }

  private static Map<String, Object> with(Map<String, Object> arguments, String session) {
    Map<String, Object> more = new java.util.HashMap<>(arguments);
    more.put("session", session);
    return more;
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 403",
    "null, 403",
    "http://localhost.evil.example, 403",
    "http://localhost:6274, 200",
    "http://127.0.0.1:9, 200",
    "http://[::1]:9, 200",
    "https://chat.example, 200"
  })
  void pagesOfElsewhereMayNotCall(String origin, int status) throws Exception {
    HttpResponse<String> answer =
        send(
            request("/mcp")
                .header("Authorization", "Bearer " + ALICE)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "127.0.0.1.evil.example:80, 421",
    "localhost:1, 200",
    "[::1]:1, 200",
    "FILES.example, 200"
  })
  void namesThatAreNotOursAreRefused(String host, int status) throws IOException {
    assertThat(
            raw(
                "POST /mcp HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nAuthorization: Bearer "
                    + ALICE
                    + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                    + PING.length()
                    + "\r\n\r\n"
                    + PING))
        .startsWith("HTTP/1.1 " + status);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsNoMessageIsRefusedWithoutDetails() throws Exception {
    for (String body : new String[] {"{", "[]", "{\"jsonrpc\":\"1.0\"}", ""}) {
      HttpResponse<String> answer = post(ALICE, body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\"").doesNotContain(".java", "Exception");
    }
    assertThat(post(ALICE, " ".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(
            post(ALICE, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void otherRequestsAreRefused() throws Exception {
    String bearer = "Bearer " + ALICE;
    assertThat(send(request("/mcp").header("Authorization", bearer).GET()).statusCode())
        .isEqualTo(405);
    assertThat(send(request("/mcp").header("Authorization", bearer).DELETE()).statusCode())
        .isEqualTo(405);
    assertThat(send(request("/").header("Authorization", bearer).GET()).statusCode())
        .isEqualTo(404);
    assertThat(
            send(request("/mcp")
                    .header("Authorization", bearer)
                    .setHeader("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString(PING)))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            send(request("/mcp")
                    .header("Authorization", bearer)
                    .header("Mcp-Protocol-Version", "1999-01-01")
                    .POST(HttpRequest.BodyPublishers.ofString(PING)))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aSessionOfTheProtocolThatAClientNamesIsNotLookedAt() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/mcp")
                .header("Authorization", "Bearer " + ALICE)
                .header("Mcp-Session-Id", "bogus")
                .POST(HttpRequest.BodyPublishers.ofString(PING)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
  }

  @Test
  void tokensThatAreNoSecretsAreRefused() throws IOException {
    assertThatThrownBy(() -> tokens("alice short\n")).hasMessageContaining("24 characters");
    assertThatThrownBy(() -> tokens("alice\n")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> tokens("# nobody\n")).hasMessageContaining("no line");
    assertThatThrownBy(() -> tokens("a " + ALICE + "\na " + BOB)).hasMessageContaining("already");
    Path open = Files.writeString(folder.resolve("open"), "alice " + ALICE);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Tokens.read(open)).hasMessageContaining("chmod 600");
  }
}
