package dev.davit.registrar.delivery;

import dev.davit.core.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/**
 * Where requests go, and how.
 *
 * @param url http or https, with a host, without user information
 * @param headers sent with every request; their values are never logged
 * @param timeout how long one request may take as a whole, more than zero
 */
public record Endpoint(URI url, Map<String, Secret> headers, Duration timeout) {

  /** Copies the map. */
  public Endpoint {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none that requests can go to; the message says why,
   *     and holds no password
   */
  public static URI url(String text) {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no URL: " + e.getReason());
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!http && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("it does not begin with http:// or https://");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "it holds a user name or password, which would be seen by others; use a header");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 0xffff) {
      throw new IllegalArgumentException("it names no host, or an impossible port");
    }
    return url;
  }

  /** Returns the URL without its query, which may hold a token. */
  String shown() {
    String text = url.toString();
    int end = text.indexOf('?');
    return end < 0 ? text : text.substring(0, end) + "?…";
  }
}
