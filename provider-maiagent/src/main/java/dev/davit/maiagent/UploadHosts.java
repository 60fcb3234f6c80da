package dev.davit.maiagent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Which addresses a service may send us to with a file: those of its own host, of Amazon S3, and
 * those that were allowed by name. Never from TLS to none.
 */
final class UploadHosts {
  private static final List<String> AMAZON = List.of(".amazonaws.com", ".amazonaws.com.cn");

  private final HttpUrl base;
  private final List<String> allowed;

  /**
   * Makes one.
   *
   * @param allowed host names; with a dot in front, all below
   */
  UploadHosts(HttpUrl base, List<String> allowed) {
    this.base = base;
    this.allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /** Returns what is wrong with an address, if anything is. */
  Optional<String> problem(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      return Optional.of("it is no http address");
    }
    if (!url.isHttps() && base.isHttps()) {
      return Optional.of("it is not encrypted");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      return Optional.of("it holds a user");
    }
    return allows(url)
        ? Optional.empty()
        : Optional.of(
            "the host "
                + url.host()
                + " is not among those allowed; if it is right, set upload-hosts="
                + url.host());
  }

  private boolean allows(HttpUrl url) {
    String host = url.host();
    if (host.equals(base.host()) || allowed.stream().anyMatch(each -> matches(host, each))) {
      return true;
    }
    return url.isHttps()
        && url.port() == HttpUrl.defaultPort("https")
        && AMAZON.stream().anyMatch(host::endsWith);
  }

  private static boolean matches(String host, String pattern) {
    return pattern.startsWith(".") ? host.endsWith(pattern) : host.equals(pattern);
  }
}
