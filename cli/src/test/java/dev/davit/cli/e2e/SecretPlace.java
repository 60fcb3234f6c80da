package dev.davit.cli.e2e;

import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.testkit.server.Fault;
import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.maiagent.MaiAgentOptions;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import dev.davit.testkit.server.s3.S3Credential;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A destination on loopback with secrets.
 *
 * @param destination where to lift to
 * @param settings what the provider is told
 * @param environment what holds the secrets
 * @param file holds them too
 * @param secrets what must not be seen
 * @param misbehave lets requests fail, one file's for good, with the secrets in the refusal
 * @param end lets every key be refused from now on
 * @param server behind it
 */
record SecretPlace(
    String destination,
    Map<String, String> settings,
    Map<String, String> environment,
    Path file,
    List<String> secrets,
    Runnable misbehave,
    Runnable end,
    AutoCloseable server)
    implements AutoCloseable {
  private static final String ID = "STSCanaryKey000000001";
  private static final String SECRET = "s3cret/Of+TheKey0123456789abcdefghijklmn";
  private static final String TOKEN = "t0ken/OfThe+Session==0123456789abcdefghijklmn";

  static SecretPlace of(String scheme, Path folder) throws Exception {
    return switch (scheme) {
      case "oss" -> store(scheme, StoreServer.oss(StoreOptions.defaults()), folder);
      case "tos" -> store(scheme, StoreServer.tos(StoreOptions.defaults()), folder);
      case "s3" -> s3(folder);
      case "maiagent" -> maiAgent(folder);
      default -> cloudDrive(folder);
    };
  }

  private static S3Credential key(long seconds) {
    return S3Credential.temporary(ID, SECRET, TOKEN, Instant.now().plusSeconds(seconds));
  }

  private static SecretPlace store(String scheme, StoreServer server, Path folder)
      throws IOException {
    server.createBucket("lift");
    server.accept(key(3600));
    String upper = scheme.toUpperCase(Locale.ROOT);
    return new SecretPlace(
        scheme + "://lift/dir",
        settings(server.endpoint(), server.region()),
        keys(
            "DAVIT_" + upper + "_ACCESS_KEY_ID",
            "DAVIT_" + upper + "_ACCESS_KEY_SECRET",
            "DAVIT_" + upper + "_SESSION_TOKEN"),
        keyFile(folder),
        List.of(SECRET, TOKEN),
        () -> breakSome(server.faults(), scheme),
        () -> server.accept(key(-60)),
        server);
  }

  private static SecretPlace s3(Path folder) throws IOException {
    S3Server server = S3Server.start();
    server.createBucket("lift");
    server.accept(key(3600));
    Map<String, String> settings = settings(server.endpoint(), server.region());
    settings.put("path-style", "true");
    return new SecretPlace(
        "s3://lift/dir",
        settings,
        keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
        keyFile(folder),
        List.of(SECRET, TOKEN),
        () -> breakSome(server.faults(), "s3"),
        () -> server.accept(key(-60)),
        server);
  }

  private static Map<String, String> settings(URI endpoint, String region) {
    Map<String, String> settings = new HashMap<>();
    settings.put("endpoint", endpoint.toString());
    settings.put("region", region);
    settings.put("part-size", "5M");
    return settings;
  }

  private static Map<String, String> keys(String id, String secret, String token) {
    return Map.of(id, ID, secret, SECRET, token, TOKEN);
  }

  private static Path keyFile(Path folder) throws IOException {
    String text =
        "{\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\",\"SessionToken\":\"%s\"}"
            .formatted(ID, SECRET, TOKEN);
    return Files.writeString(folder.resolve("keys.json"), text);
  }

  private static void breakSome(Faults faults, String scheme) {
    String said = SECRET + " and " + TOKEN;
    String body =
        scheme.equals("tos")
            ? "{\"Code\":\"AccessDenied\",\"Message\":\"" + said + "\",\"RequestId\":\"1\"}"
            : "<Error><Code>AccessDenied</Code><Message>" + said + "</Message></Error>";
    faults
        .on(Operation.PUT_OBJECT)
        .key("dir/canary-1.bin")
        .raise(new Fault.Replacement(403, "application/x", body));
    faults.on(Operation.PUT_OBJECT).key("dir/canary-2.bin").times(1).answer(503);
    faults.on(Operation.UPLOAD_PART).times(1).okWithHtml();
  }

  private static SecretPlace maiAgent(Path folder) throws IOException {
    MaiAgentServer server = MaiAgentServer.start(MaiAgentOptions.defaults());
    String key = server.options().apiKey();
    return new SecretPlace(
        "maiagent://" + server.options().knowledgeBase(),
        Map.of("endpoint", server.endpoint().toString()),
        Map.of("MAIAGENT_API_KEY", key),
        Files.writeString(folder.resolve("keys.json"), "{\"api_key\":\"" + key + "\"}"),
        List.of(key, "token+of/the=form"),
        () -> {
          server.storeFaults().on().times(2).answer(503);
          server.faults().on().after(3).times(1).answer(500);
        },
        () ->
            server
                .faults()
                .on()
                .raise(
                    new Fault.Replacement(
                        401, "application/json", "{\"detail\":\"" + key + " is over\"}")),
        server);
  }

  private static SecretPlace cloudDrive(Path folder) throws Exception {
    String token = "cl0ud-drive-T0ken-0123456789";
    LoopbackOptions options = LoopbackOptions.defaults().withToken(token);
    LoopbackCloudDrive server = LoopbackCloudDrive.start(options, folder.resolve("server"));
    return new SecretPlace(
        "clouddrive://127.0.0.1:" + server.port() + "/cloud/dir",
        Map.of("tls", "false", "call-timeout", "1s"),
        Map.of("CLOUDDRIVE_TOKEN", token),
        Files.writeString(folder.resolve("keys.json"), "{\"token\":\"" + token + "\"}"),
        List.of(token),
        () -> {},
        () -> stop(server),
        server);
  }

  private static void stop(LoopbackCloudDrive server) {
    try {
      server.stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
