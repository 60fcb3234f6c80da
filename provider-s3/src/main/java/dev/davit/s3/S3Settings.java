package dev.davit.s3;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The settings of one bucket.
 *
 * @param endpoint the service's address, if it is not Amazon's
 * @param region what requests are signed for, if it is told
 * @param profile of {@code ~/.aws} whose keys and region are used, if one is named
 * @param anonymous sends no proof
 * @param partLength preferred, in bytes
 * @param objectHeaders sent with every new object
 * @param authorities PEM file of certificates that are trusted instead of Java's own
 * @param connectTimeout to reach the service
 * @param stallTimeout without progress
 * @param service how it behaves
 */
record S3Settings(
    Destination destination,
    Optional<HttpUrl> endpoint,
    Optional<String> region,
    Optional<String> profile,
    boolean anonymous,
    long partLength,
    Map<String, String> objectHeaders,
    Optional<Path> authorities,
    Duration connectTimeout,
    Duration stallTimeout,
    Service service) {
  private static final long PART = 8 << 20; // the blocks that core digests while they are sent
  private static final String KMS = "aws:kms";

  static S3Settings read(Settings settings) {
    Optional<HttpUrl> endpoint = settings.optional("endpoint").map(S3Settings::endpoint);
    Optional<String> region = settings.optional("region");
    Service service = Service.read(settings, endpoint.map(HttpUrl::host), region);
    if (endpoint.isPresent()
        && !endpoint.get().isHttps()
        && settings.optional("checksums").isEmpty()) {
      service = service.withSignedPayloads();
    }
    Map<String, String> headers = objectHeaders(settings);
    boolean kms = headers.getOrDefault("x-amz-server-side-encryption", "").startsWith(KMS);
    return new S3Settings(
        settings.destination(),
        endpoint,
        region,
        settings.optional("profile"),
        settings.flag("anonymous").orElse(false),
        settings.size("part-size").orElse(PART),
        headers,
        settings.optional("ca-file").map(Path::of),
        settings.duration("connect-timeout").orElse(Duration.ofSeconds(10)),
        settings
            .duration("stall-timeout")
            .or(() -> settings.duration("timeout"))
            .orElse(Duration.ofSeconds(60)),
        kms ? service.withOpaqueEtags() : service);
  }

  private static HttpUrl endpoint(String text) {
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "https://" + text);
    if (url == null
        || !url.encodedPath().equals("/")
        || url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new SettingsException(
          "the setting \"endpoint\" must be a host, such as https://minio.example.com:9000,"
              + " without path, query or user");
    }
    return url;
  }

  private static Map<String, String> objectHeaders(Settings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<String> sse = settings.optional("sse");
    Optional<String> key = settings.optional("sse-kms-key");
    if (key.isPresent() && !sse.map(s -> s.startsWith(KMS)).orElse(true)) {
      throw new SettingsException("sse-kms-key needs sse=aws:kms, not " + sse.get());
    }
    sse.or(() -> key.map(k -> KMS))
        .ifPresent(value -> put(headers, "x-amz-server-side-encryption", value));
    key.ifPresent(id -> put(headers, "x-amz-server-side-encryption-aws-kms-key-id", id));
    settings.optional("storage-class").ifPresent(v -> put(headers, "x-amz-storage-class", v));
    settings.optional("acl").ifPresent(value -> put(headers, "x-amz-acl", value));
    settings.optional("tagging").ifPresent(value -> put(headers, "x-amz-tagging", value));
    settings.optional("cache-control").ifPresent(value -> put(headers, "cache-control", value));
    return Map.copyOf(headers);
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f) || value.isBlank()) {
      throw new SettingsException("a setting for " + name + " is not plain text: " + value);
    }
    headers.put(name, value.trim());
  }
}
