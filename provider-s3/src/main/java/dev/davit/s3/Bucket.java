package dev.davit.s3;

import dev.davit.core.spi.SettingsException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Where a bucket is on the network.
 *
 * @param endpoint the service's root
 * @param root the bucket's root: its own host, or the service's
 * @param pathPrefix what precedes a key in the path
 */
record Bucket(
    String name, String region, HttpUrl endpoint, HttpUrl root, String host, String pathPrefix) {
  private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{1,254}");

  /** Finds out the region if nobody told it; may ask the machine it runs on. */
  static Bucket of(S3Settings settings) {
    String region = region(settings);
    HttpUrl endpoint =
        settings
            .endpoint()
            .orElseGet(
                () -> HttpUrl.get(settings.service().endpoint().replace("{region}", region)));
    String name = checked(settings.destination().container());
    boolean asPath =
        settings.service().pathStyle()
            || !HOST_LABEL.matcher(name).matches()
            || endpoint.host().matches("[0-9.]+|.*:.*|localhost");
    HttpUrl root =
        asPath ? endpoint : endpoint.newBuilder().host(name + "." + endpoint.host()).build();
    return new Bucket(
        name, region, endpoint, root, hostHeader(root), asPath ? "/" + name + "/" : "/");
  }

  /** Returns the encoded path of a key, or of the bucket for an empty one. */
  String path(String key) {
    return pathPrefix + Encoding.path(key);
  }

  boolean asPath() {
    return root.equals(endpoint);
  }

  static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new SettingsException("\"" + name + "\" cannot be a bucket's name");
    }
    return name;
  }

  static String hostHeader(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private static String region(S3Settings settings) {
    Supplier<Optional<String>> byService =
        () -> Optional.of(settings.service().region()).filter(r -> !r.equals("chain"));
    return settings.region().or(byService).or(() -> chain(settings)).orElse("us-east-1");
  }

  private static Optional<String> chain(S3Settings settings) {
    try {
      DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
      settings.profile().ifPresent(chain::profileName);
      return Optional.of(chain.build().getRegion().id());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }
}
