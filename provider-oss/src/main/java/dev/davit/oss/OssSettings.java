package dev.davit.oss;

import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.support.PartLimits;
import dev.davit.lane.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Reads the settings of a bucket at OSS. */
final class OssSettings {
  private static final long PART = 8 << 20; // the blocks that core digests while they are sent
  private static final long MIN_PART = 100 << 10;
  private static final long MAX_PART = 5L << 30;
  private static final int MAX_PARTS = 10_000;
  private static final long COPY_AT_ONCE = 1L << 30;
  private static final String ACCELERATE = "oss-accelerate.aliyuncs.com";
  private static final Pattern REGIONAL =
      Pattern.compile("(?:s3\\.)?oss-([a-z]+-[a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com");

  private enum Route {
    PUBLIC,
    INTERNAL,
    ACCELERATE
  }

  private OssSettings() {}

  static StoreSettings read(Settings settings) {
    String bucket = settings.destination().container();
    Optional<String> told = settings.optional("endpoint");
    Optional<Route> route = settings.choice("route", Route.class);
    if (told.isPresent() && route.isPresent()) {
      throw new SettingsException(
          "the setting \"route\" chooses an endpoint, and --endpoint names one; leave one of them out");
    }
    Optional<HttpUrl> named =
        told.map(text -> StoreSettings.endpoint(text, "oss-cn-hangzhou.aliyuncs.com"))
            .map(url -> StoreSettings.withoutBucket(url, bucket, "oss-"));
    Optional<String> set = settings.optional("region").map(OssSettings::region);
    String region = set.or(() -> named.flatMap(OssSettings::regionOf)).orElse("");
    boolean cname = settings.flag("cname").orElse(false);
    boolean anonymous = settings.flag("anonymous").orElse(false);
    if (region.isEmpty() && (named.isEmpty() || !anonymous)) {
      throw new SettingsException(
          "oss://"
              + bucket
              + " needs its region, which requests are signed for; set it with --region, such as"
              + " cn-beijing, or name an --endpoint such as oss-cn-beijing.aliyuncs.com");
    }
    HttpUrl endpoint = named.orElseGet(() -> standard(region, route.orElse(Route.PUBLIC)));
    return new StoreSettings(
        settings.destination(),
        endpoint,
        cname,
        region,
        anonymous,
        settings.size("part-size").orElse(PART),
        limits(settings),
        MAX_PART * MAX_PARTS,
        settings.size("copy-at-once").orElse(COPY_AT_ONCE),
        objectHeaders(settings),
        finishHeaders(settings),
        StoreSettings.trafficLimit(settings, "x-oss-traffic-limit"),
        settings.optional("ca-file").map(Path::of),
        settings.duration("connect-timeout").orElse(Duration.ofSeconds(10)),
        settings.duration("stall-timeout").orElse(Duration.ofSeconds(60)));
  }

  /** Tests on loopback send and copy shorter parts than the service takes. */
  private static PartLimits limits(Settings settings) {
    return new PartLimits(settings.size("min-part").orElse(MIN_PART), MAX_PART, MAX_PARTS);
  }

  private static HttpUrl standard(String region, Route route) {
    String host =
        switch (route) {
          case PUBLIC -> "oss-" + region + ".aliyuncs.com";
          case INTERNAL -> "oss-" + region + "-internal.aliyuncs.com";
          case ACCELERATE -> ACCELERATE;
        };
    return HttpUrl.get("https://" + host);
  }

  /** The console writes {@code oss-cn-beijing} where a signature wants {@code cn-beijing}. */
  private static String region(String text) {
    String region = text.startsWith("oss-") ? text.substring(4) : text;
    if (!region.matches("[a-z]+-[a-z0-9-]+")) {
      throw new SettingsException(
          "the setting \"region\" is \"" + text + "\"; it must be a region such as cn-beijing");
    }
    return region;
  }

  private static Optional<String> regionOf(HttpUrl endpoint) {
    String host = endpoint.host();
    Matcher form = REGIONAL.matcher(host);
    return form.matches() && !host.endsWith(ACCELERATE)
        ? Optional.of(form.group(1))
        : Optional.empty();
  }

  private static Map<String, String> objectHeaders(Settings settings) {
    Map<String, String> headers = new TreeMap<>();
    StoreSettings.header(settings, "storage-class", "x-oss-storage-class", headers);
    StoreSettings.header(settings, "tagging", "x-oss-tagging", headers);
    StoreSettings.header(settings, "sse", "x-oss-server-side-encryption", headers);
    StoreSettings.header(settings, "sse-kms-key", "x-oss-server-side-encryption-key-id", headers);
    StoreSettings.header(settings, "cache-control", "cache-control", headers);
    String sse = headers.get("x-oss-server-side-encryption");
    if (headers.containsKey("x-oss-server-side-encryption-key-id") && !"KMS".equals(sse)) {
      throw new SettingsException(
          "sse-kms-key needs sse=KMS" + (sse == null ? "" : ", not " + sse));
    }
    return headers;
  }

  /** What an object is given when it becomes visible. */
  private static Map<String, String> finishHeaders(Settings settings) {
    Map<String, String> headers = new TreeMap<>();
    StoreSettings.header(settings, "acl", "x-oss-object-acl", headers);
    StoreSettings.callback(settings, "x-oss-callback", headers);
    return headers;
  }
}
