package dev.davit.lane;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.support.PartLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The settings of one bucket.
 *
 * @param endpoint the service's address, or the host that stands for the bucket
 * @param bound whether the endpoint's host stands for the bucket
 * @param region what requests are signed for
 * @param anonymous sends no proof
 * @param partLength preferred, in bytes
 * @param limits of parts
 * @param maxObject longest object in bytes
 * @param copyAtOnce longest object in bytes that is copied in one request
 * @param objectHeaders sent with every new object
 * @param finishHeaders sent with the request that makes an object visible
 * @param transferHeaders sent with every request that carries content
 * @param authorities PEM file of certificates that are trusted instead of Java's own
 * @param connectTimeout to reach the service
 * @param stallTimeout without progress
 */
public record StoreSettings(
    Destination destination,
    HttpUrl endpoint,
    boolean bound,
    String region,
    boolean anonymous,
    long partLength,
    PartLimits limits,
    long maxObject,
    long copyAtOnce,
    Map<String, String> objectHeaders,
    Map<String, String> finishHeaders,
    Map<String, String> transferHeaders,
    Optional<Path> authorities,
    Duration connectTimeout,
    Duration stallTimeout) {

  private static final String CALLBACK_BODY =
      "bucket=${bucket}&object=${object}&etag=${etag}&size=${size}";
  private static final long LEAST_TRAFFIC = 100 << 10;
  private static final long MOST_TRAFFIC = 100 << 20;

  /** Copies what it is given. */
  public StoreSettings {
    objectHeaders = Map.copyOf(objectHeaders);
    finishHeaders = Map.copyOf(finishHeaders);
    transferHeaders = Map.copyOf(transferHeaders);
  }

  /**
   * Reads an address: a host, with a scheme or without.
   *
   * @throws SettingsException if it is more than that
   */
  public static HttpUrl endpoint(String text, String example) {
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "https://" + text);
    if (url == null
        || !url.encodedPath().equals("/")
        || url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new SettingsException(
          "the setting \"endpoint\" must be a host, such as "
              + example
              + ", without path, query or user");
    }
    return url;
  }

  /** Returns an endpoint without the bucket's name, which consoles show before it. */
  public static HttpUrl withoutBucket(HttpUrl endpoint, String bucket, String service) {
    return endpoint.host().startsWith(bucket + "." + service)
        ? endpoint.newBuilder().host(endpoint.host().substring(bucket.length() + 1)).build()
        : endpoint;
  }

  /**
   * Puts a setting, if it is there, into headers.
   *
   * @throws SettingsException if it is not plain text
   */
  public static void header(
      Settings settings, String name, String header, Map<String, String> into) {
    settings
        .optional(name)
        .ifPresent(value -> {
          if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new SettingsException(
                "the setting \"" + name + "\" must be plain text, and is \"" + value + "\"");
          }
          into.put(header, value.strip());
        });
  }

  /**
   * Puts the order to call an application server, if one is set, into headers: Base64 of JSON, the
   * same at both services.
   *
   * @throws SettingsException if only a part of it is set
   */
  public static void callback(Settings settings, String header, Map<String, String> into) {
    Optional<String> url = settings.optional("callback-url");
    Optional<String> body = settings.optional("callback-body");
    Optional<String> type = settings.optional("callback-type");
    if (url.isEmpty() && (body.isPresent() || type.isPresent())) {
      throw new SettingsException("callback-body and callback-type need a callback-url");
    }
    if (url.isPresent()) {
      String json =
          "{\"callbackUrl\":"
              + quoted(url.get())
              + ",\"callbackBody\":"
              + quoted(body.orElse(CALLBACK_BODY))
              + ",\"callbackBodyType\":"
              + quoted(type.orElse("application/x-www-form-urlencoded"))
              + "}";
      into.put(header, Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Returns the header that slows a request down. The services' own limits are in bits per second,
   * from 819,200 to 838,860,800.
   *
   * @throws SettingsException if it is outside
   */
  public static Map<String, String> trafficLimit(Settings settings, String header) {
    Optional<Long> limit = settings.size("traffic-limit");
    if (limit.isEmpty()) {
      return Map.of();
    }
    if (limit.get() < LEAST_TRAFFIC || limit.get() > MOST_TRAFFIC) {
      throw new SettingsException(
          "the setting \"traffic-limit\" must be from 100K to 100M bytes per second");
    }
    return Map.of(header, Long.toString(limit.get() * Byte.SIZE));
  }
}
