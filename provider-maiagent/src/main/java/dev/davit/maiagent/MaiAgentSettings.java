package dev.davit.maiagent;

import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * The settings of one knowledge base.
 *
 * @param service what is spoken to, and how
 */
record MaiAgentSettings(Service service) {
  private static final String BASE = "https://api.maiagent.ai/api/v1/";
  private static final String BASE_VARIABLE = "MAIAGENT_BASE_URL";
  private static final long FORM_LIMIT = 5L << 30; // a form post is one PutObject to S3

  /** How good the network is, and what suits it. */
  private enum Network {
    GOOD(200, 180),
    NORMAL(100, 300),
    POOR(50, 600);

    final int batchSize;
    final Duration timeout;

    Network(int batchSize, int seconds) {
      this.batchSize = batchSize;
      timeout = Duration.ofSeconds(seconds);
    }
  }

  static MaiAgentSettings read(Settings settings, Map<String, String> environment) {
    if (settings.optional("profile").isPresent()) {
      throw new SettingsException(
          "maiagent has no profiles; --network good, normal or poor says how good the network is");
    }
    Network network = settings.choice("network", Network.class).orElse(Network.NORMAL);
    String id = settings.destination().container();
    if (!id.matches("[A-Za-z0-9_-]+")) {
      throw new SettingsException(
          "\"" + id + "\" is no knowledge base's id; write maiagent://KNOWLEDGE_BASE_ID");
    }
    HttpUrl base =
        base(
            settings
                .optional("endpoint")
                .or(() -> Optional.ofNullable(environment.get(BASE_VARIABLE)))
                .orElse(BASE));
    return new MaiAgentSettings(
        new Service(
            settings.destination(),
            base,
            settings.optional("credentials").map(Path::of),
            dialect(settings),
            new UploadHosts(base, hosts(settings)),
            new Names(settings.optional("separator").orElse("/")),
            settings.number("batch-size", 1, 1000).orElse(network.batchSize),
            settings.number("page-size", 1, 10_000).orElse(100),
            settings.size("max-object").orElse(FORM_LIMIT),
            settings.duration("connect-timeout").orElse(Duration.ofSeconds(30)),
            settings.duration("timeout").orElse(network.timeout)));
  }

  private static Dialect dialect(Settings settings) {
    Dialect usual = Dialect.maiAgent();
    Map<String, String> presign = new LinkedHashMap<>(usual.presignConstants());
    settings.optional("model-name").ifPresent(name -> presign.put("modelName", name));
    settings.optional("field-name").ifPresent(name -> presign.put("fieldName", name));
    Map<String, String> file = new LinkedHashMap<>(usual.fileConstants());
    settings.optional("parser").ifPresent(parser -> file.put("parser", parser));
    return new Dialect(
        usual.authorization(),
        settings.optional("presign-path").orElse(usual.presignPath()),
        presign,
        usual.sending(),
        settings.optional("files-path").orElse(usual.filesPath()),
        file,
        settings.optional("reason-path").orElse(usual.reasonPath()),
        settings.optional("names").map(Dialect::names).orElse(Map.of()));
  }

  private static List<String> hosts(Settings settings) {
    return settings.optional("upload-hosts").stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::trim)
        .filter(host -> !host.isEmpty())
        .toList();
  }

  /** Every path ends in a slash there; a bare host gets the usual path. */
  private static HttpUrl base(String text) {
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "https://" + text);
    if (url == null
        || url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new SettingsException(
          "the setting \"endpoint\" must be a base URL such as "
              + BASE
              + ", without query or user");
    }
    if (url.encodedPath().equals("/")) {
      return url.newBuilder().encodedPath("/api/v1/").build();
    }
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }
}
