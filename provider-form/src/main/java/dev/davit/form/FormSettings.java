package dev.davit.form;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The settings of one destination.
 *
 * @param destination the host, and the folder below it
 * @param endpoint where forms are posted to
 * @param readHost what precedes the keys of objects where anybody can look for them
 * @param maxObject longest object in bytes
 * @param connectTimeout to reach the host
 * @param stallTimeout without progress
 */
public record FormSettings(
    Destination destination,
    HttpUrl endpoint,
    Optional<HttpUrl> readHost,
    long maxObject,
    Duration connectTimeout,
    Duration stallTimeout) {
  private static final long FORM_LIMIT = 5L << 30; // of OSS, TOS, S3 and the proxy alike

  static FormSettings read(Settings settings) {
    return new FormSettings(
        settings.destination(),
        url("endpoint", settings.optional("endpoint").orElse(settings.destination().container())),
        settings.optional("read-host").map(text -> url("read-host", text)),
        settings.size("max-object").orElse(FORM_LIMIT),
        settings.duration("connect-timeout").orElse(Duration.ofSeconds(10)),
        settings.duration("stall-timeout").orElse(Duration.ofSeconds(60)));
  }

  private static HttpUrl url(String name, String text) {
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "https://" + text);
    if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
      throw SettingsException.about(
          name,
          "the setting \""
              + name
              + "\" must be an address such as https://HOST/PATH, without user");
    }
    return url;
  }
}
