package dev.davit.local.credentials;

import dev.davit.core.model.CredentialScope;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Keys that are fetched: from a metadata service, an address, a command. */
final class Fetched implements Elsewhere {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final long COMMAND_SECONDS = 60;
  private static final int LONGEST = 1 << 16;

  private final String oss;
  private final String tos;

  /**
   * Makes one.
   *
   * @param oss base address of Aliyun's metadata service, without a slash at the end
   * @param tos of Volcengine's
   */
  Fetched(String oss, String tos) {
    this.oss = oss;
    this.tos = tos;
  }

  /**
   * Asks the metadata service. An empty role asks for the machine's only one.
   *
   * @return empty if no service answers: this is no machine of that cloud
   */
  @Override
  public Optional<Found> role(String role, CredentialScope scope) {
    boolean volcengine = scope.scheme().equals("tos");
    String base =
        volcengine
            ? tos + "/volcstack/latest/iam/security_credentials/"
            : oss + "/latest/meta-data/ram/security-credentials/";
    try (HttpClient client = client()) {
      Optional<String> session = volcengine ? Optional.empty() : session(client);
      String named = role.isEmpty() ? get(client, base, session).strip() : role;
      String answer = get(client, base + named, session);
      return JsonKeys.key("the role " + named, JsonKeys.parse("the role " + named, answer));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The service's second version hands out a token first; the first one knows nothing of it. */
  private Optional<String> session(HttpClient client) throws IOException {
    HttpRequest request =
        request(oss + "/latest/api/token")
            .header("X-aliyun-ecs-metadata-token-ttl-seconds", "21600")
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<InputStream> answer = send(client, request);
    String text = text(answer);
    return answer.statusCode() == 200 ? Optional.of(text.strip()) : Optional.empty();
  }

  private static String get(HttpClient client, String url, Optional<String> session)
      throws IOException {
    HttpRequest.Builder request = request(url);
    session.ifPresent(token -> request.header("X-aliyun-ecs-metadata-token", token));
    HttpResponse<InputStream> answer = send(client, request.build());
    String text = text(answer);
    if (answer.statusCode() != 200) {
      throw new SettingsException(url + " answered " + answer.statusCode());
    }
    return text;
  }

  @Override
  public Optional<Found> uri(String uri) {
    try (HttpClient client = client()) {
      return JsonKeys.key(uri, JsonKeys.parse(uri, get(client, uri, Optional.empty())));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("no key came from " + uri + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Found> process(String command) {
    String origin = "the command \"" + command.strip().split("\\s", 2)[0] + "\"";
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    try {
      Process process =
          new ProcessBuilder(windows ? "cmd" : "sh", windows ? "/c" : "-c", command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return JsonKeys.key(origin, JsonKeys.parse(origin, output(process, origin)));
    } catch (IOException e) {
      throw new SettingsException(origin + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("interrupted while " + origin + " ran", e);
    }
  }

  private static String output(Process process, String origin)
      throws IOException, InterruptedException {
    Thread watchdog = Thread.ofVirtual().start(() -> endLate(process));
    String output =
        new String(process.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
    int code = process.waitFor();
    watchdog.interrupt();
    if (code != 0) {
      throw new SettingsException(origin + " that should print a key ended with " + code);
    }
    return output;
  }

  private static void endLate(Process process) {
    try {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // it ended in time
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER);
  }

  private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    }
  }
}
