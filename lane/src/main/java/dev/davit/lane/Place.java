package dev.davit.lane;

import dev.davit.core.spi.SettingsException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a bucket is on the network.
 *
 * @param root the bucket's root: its own host, or the service's
 * @param pathPrefix what precedes a key in the path
 * @param signsBucket whether the bucket precedes the key in what is signed, wherever it travels
 */
public record Place(
    String bucket, HttpUrl root, String host, String pathPrefix, boolean signsBucket) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  /**
   * Finds a bucket's host.
   *
   * @throws SettingsException if it cannot be a bucket's name
   */
  public static Place of(StoreSettings settings, boolean signsBucket) {
    String bucket = settings.destination().container();
    if (!NAME.matcher(bucket).matches()) {
      throw new SettingsException(
          "\""
              + bucket
              + "\" cannot be a bucket's name: 3 to 63 lower-case letters, digits and -, with"
              + " letters or digits at both ends");
    }
    HttpUrl endpoint = settings.endpoint();
    boolean asPath = asPath(endpoint) && !settings.bound();
    HttpUrl root =
        asPath || settings.bound()
            ? endpoint
            : endpoint.newBuilder().host(bucket + "." + endpoint.host()).build();
    return new Place(
        bucket, root, hostHeader(root), asPath ? "/" + bucket + "/" : "/", signsBucket);
  }

  /** Tells whether a host cannot have a bucket before it. */
  public static boolean asPath(HttpUrl endpoint) {
    return endpoint.host().matches("[0-9.]+|.*:.*|localhost");
  }

  Target target(String method, String key, String query) {
    String encoded = Encoding.path(key);
    String path = pathPrefix + encoded;
    String resource = signsBucket ? "/" + bucket + "/" + encoded : path;
    return new Target(method, root, host, path, resource, query);
  }

  static String hostHeader(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }
}
