package dev.davit.example.webdav;

import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of {@code webdav://HOST/PREFIX}.
 *
 * @param base where keys begin; ends in {@code /}
 * @param host what credentials are asked for
 * @param auth how to prove who asks
 * @param stall how long the server may be silent, and how long it may take no bytes
 */
public record WebDavSettings(URI base, String host, Auth auth, Duration stall) {

  /** How to prove who asks. */
  public enum Auth {
    /** Not at all. */
    NONE,
    /** By name and password (RFC 7617). */
    BASIC,
    /** By a token (RFC 6750). */
    BEARER
  }

  static WebDavSettings of(Settings settings) {
    String host = settings.destination().container();
    return new WebDavSettings(
        base(settings.optional("endpoint").orElse("https://" + host + "/")),
        host,
        settings.choice("auth", Auth.class).orElse(Auth.NONE),
        settings.duration("stall-timeout").orElse(Duration.ofSeconds(60)));
  }

  private static URI base(String text) {
    try {
      URI base = URI.create(text.endsWith("/") ? text : text + "/");
      String scheme = String.valueOf(base.getScheme());
      if (base.getHost() != null && scheme.matches("https?") && base.getRawQuery() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // the same sentence for everything that is no address
    }
    throw new SettingsException(
        "\"" + text + "\" is no address of a WebDAV server; write --endpoint https://HOST/PATH");
  }
}
