package dev.davit.local.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata services and credential addresses, over real HTTP. */
class FetchedTest {
  private static final String OSS_ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String TOS_ROLES = "/volcstack/latest/iam/security_credentials/";

  @TempDir private Path home;
  private HttpServer server;
  private final Map<String, String> answers = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> environment = new HashMap<>();
  private boolean tokens;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    environment.put("DAVIT_OSS_METADATA_ENDPOINT", url(""));
    environment.put("DAVIT_TOS_METADATA_ENDPOINT", url(""));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    String token = exchange.getRequestHeaders().getFirst("X-aliyun-ecs-metadata-token");
    String answer = answers.get(path);
    if (path.equals("/latest/api/token") && tokens) {
      send(exchange, 200, "session-1");
    } else if (answer == null) {
      send(exchange, 404, "");
    } else {
      boolean allowed = !tokens || "session-1".equals(token);
      send(exchange, allowed ? 200 : 403, allowed ? answer : "");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private Lease<Credential> lease(String scheme) {
    return LocalCredentials.builder()
        .environment(environment)
        .directory(home)
        .home(home)
        .build()
        .lease(new CredentialScope(scheme, "b"));
  }

  private static String id(Lease<Credential> lease) {
    return ((Credential.KeyPair) lease.value()).accessKeyId();
  }

  private static String key(String secret, String token, String end) {
    return "{\"Code\":\"Success\",\"AccessKeyId\":\"STS.1\",\""
        + secret
        + "\":\"s\",\""
        + token
        + "\":\"t\",\""
        + end
        + "\":\"2099-01-02T03:04:05Z\"}";
  }

  @Test
  void theOnlyRoleOfAnAliyunMachineIsFoundAndUsed() {
    answers.put(OSS_ROLES, "my-role");
    answers.put(OSS_ROLES + "my-role", key("AccessKeySecret", "SecurityToken", "Expiration"));

    Lease<Credential> lease = lease("oss");

    assertThat(id(lease)).isEqualTo("STS.1");
    assertThat(lease.expires()).contains(Instant.parse("2099-01-02T03:04:05Z"));
    assertThat(lease.origin()).isEqualTo("the role my-role");
  }

  @Test
  void theSecondVersionOfTheServiceWantsAToken() {
    tokens = true;
    environment.put("ALIBABA_CLOUD_ECS_METADATA", "named");
    answers.put(OSS_ROLES + "named", key("AccessKeySecret", "SecurityToken", "Expiration"));

    assertThat(id(lease("oss"))).isEqualTo("STS.1");
    assertThat(asked).containsExactly("PUT /latest/api/token", "GET " + OSS_ROLES + "named");
  }

  @Test
  void aVolcengineMachinesRoleIsUsed() {
    environment.put("TOS_ECS_ROLE", "r");
    answers.put(TOS_ROLES + "r", key("SecretAccessKey", "SessionToken", "ExpiredTime"));

    Lease<Credential> lease = lease("tos");

    assertThat(id(lease)).isEqualTo("STS.1");
    assertThat(lease.expires()).contains(Instant.parse("2099-01-02T03:04:05Z"));
  }

  @Test
  void aRoleThatIsUnknownIsAnError() {
    environment.put("ALIBABA_CLOUD_ECS_METADATA", "unknown");

    assertThatThrownBy(() -> lease("oss"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("unknown answered 404");
  }

  @Test
  void whereNoServiceAnswersThereIsNoKey() {
    server.stop(0);

    assertThatThrownBy(() -> lease("oss")).isInstanceOf(NoCredentialException.class);
  }

  @Test
  void anAddressThatHandsOutKeysIsAsked() {
    environment.put("ALIBABA_CLOUD_CREDENTIALS_URI", url("/keys"));
    answers.put("/keys", key("AccessKeySecret", "SecurityToken", "Expiration"));

    assertThat(id(lease("oss"))).isEqualTo("STS.1");
  }

  @Test
  void aProfileMayPointToARoleAnAddressOrACommand() throws IOException {
    answers.put(OSS_ROLES + "r", key("AccessKeySecret", "SecurityToken", "Expiration"));
    answers.put("/keys", key("AccessKeySecret", "SecurityToken", "Expiration"));
    Files.createDirectories(home.resolve(".aliyun"));
    Files.writeString(
        home.resolve(".aliyun/config.json"),
        "{\"current\":\"role\",\"profiles\":["
            + "{\"name\":\"role\",\"mode\":\"EcsRamRole\",\"ram_role_name\":\"r\"},"
            + "{\"name\":\"uri\",\"mode\":\"CredentialsURI\",\"credentials_uri\":\""
            + url("/keys")
            + "\"},{\"name\":\"command\",\"mode\":\"External\",\"process_command\":"
            + "\"echo '{\\\"access_key_id\\\":\\\"printed\\\",\\\"access_key_secret\\\":\\\"s\\\"}'\"}]}");

    assertThat(id(lease("oss"))).isEqualTo("STS.1");
    environment.put("ALIBABA_CLOUD_PROFILE", "uri");
    assertThat(id(lease("oss"))).isEqualTo("STS.1");
    environment.put("ALIBABA_CLOUD_PROFILE", "command");
    assertThat(id(lease("oss"))).isEqualTo("printed");
  }
}
