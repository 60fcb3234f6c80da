package dev.davit.tos;

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

/** Reads the settings of a bucket at TOS. */
final class TosSettings {
  private static final long PART = 8 << 20; // the blocks that core digests while they are sent
  private static final long MIN_PART = 4 << 20; // volcengine.com/docs/6349/74869
  private static final long MAX_PART = 5L << 30;
  private static final int MAX_PARTS = 10_000;
  private static final Pattern REGIONAL =
      Pattern.compile("(?:[^.]+\\.)?tos-(s3-)?([a-z]+-[a-z0-9-]+)\\.(i?)(volces|bytepluses)\\.com");

  private enum Route {
    PUBLIC,
    INTERNAL
  }

  private TosSettings() {}

  static StoreSettings read(Settings settings) {
    String bucket = settings.destination().container();
    Optional<String> told = settings.optional("endpoint");
    Optional<Route> route = settings.choice("route", Route.class);
    if (told.isPresent() && route.isPresent()) {
      throw new SettingsException(
          "the setting \"route\" chooses an endpoint, and --endpoint names one; leave one of them out");
    }
    Optional<HttpUrl> named =
        told.map(text -> StoreSettings.endpoint(text, "tos-cn-beijing.volces.com"))
            .map(url -> StoreSettings.withoutBucket(url, bucket, "tos-"));
    named.ifPresent(TosSettings::refuseS3);
    String region =
        settings
            .optional("region")
            .map(TosSettings::region)
            .or(() -> named.flatMap(TosSettings::regionOf))
            .orElseThrow(() ->
                new SettingsException(
                    "tos://"
                        + bucket
                        + " needs its region, which requests are signed for; set it with"
                        + " --region, such as cn-beijing"));
    HttpUrl endpoint = named.orElseGet(() -> standard(region, route.orElse(Route.PUBLIC)));
    boolean bound = settings.flag("cname").orElse(false);
    PartLimits limits =
        new PartLimits(settings.size("min-part").orElse(MIN_PART), MAX_PART, MAX_PARTS);
    return new StoreSettings(
        settings.destination(),
        endpoint,
        bound,
        region,
        settings.flag("anonymous").orElse(false),
        settings.size("part-size").orElse(PART),
        limits,
        MAX_PART * MAX_PARTS,
        settings.size("copy-at-once").orElse(MAX_PART),
        objectHeaders(settings),
        finishHeaders(settings),
        StoreSettings.trafficLimit(settings, "x-tos-traffic-limit"),
        settings.optional("ca-file").map(Path::of),
        settings.duration("connect-timeout").orElse(Duration.ofSeconds(10)),
        settings.duration("stall-timeout").orElse(Duration.ofSeconds(60)));
  }

  private static HttpUrl standard(String region, Route route) {
    String domain = route == Route.INTERNAL ? "ivolces" : "volces";
    return HttpUrl.get("https://tos-" + region + "." + domain + ".com");
  }

  /** The service has a second door that speaks S3, and refuses its own protocol there. */
  private static void refuseS3(HttpUrl endpoint) {
    Matcher form = REGIONAL.matcher(endpoint.host());
    if (form.matches() && form.group(1) != null) {
      String own = "tos-" + form.group(2) + "." + form.group(3) + form.group(4) + ".com";
      throw new SettingsException(
          "\""
              + endpoint.host()
              + "\" is the endpoint at which TOS speaks S3, and tos:// speaks TOS; set --endpoint "
              + own
              + ", or write s3:// and keep the endpoint");
    }
  }

  private static String region(String text) {
    if (!text.matches("[a-z]+-[a-z0-9-]+")) {
      throw new SettingsException(
          "the setting \"region\" is \"" + text + "\"; it must be a region such as cn-beijing");
    }
    return text;
  }

  private static Optional<String> regionOf(HttpUrl endpoint) {
    Matcher form = REGIONAL.matcher(endpoint.host());
    return form.matches() ? Optional.of(form.group(2)) : Optional.empty();
  }

  private static Map<String, String> objectHeaders(Settings settings) {
    Map<String, String> headers = new TreeMap<>();
    StoreSettings.header(settings, "storage-class", "x-tos-storage-class", headers);
    StoreSettings.header(settings, "acl", "x-tos-acl", headers);
    StoreSettings.header(settings, "tagging", "x-tos-tagging", headers);
    StoreSettings.header(settings, "sse", "x-tos-server-side-encryption", headers);
    StoreSettings.header(
        settings, "sse-kms-key", "x-tos-server-side-encryption-kms-key-id", headers);
    StoreSettings.header(settings, "cache-control", "cache-control", headers);
    String sse = headers.get("x-tos-server-side-encryption");
    if (headers.containsKey("x-tos-server-side-encryption-kms-key-id") && !"kms".equals(sse)) {
      throw new SettingsException(
          "sse-kms-key needs sse=kms" + (sse == null ? "" : ", not " + sse));
    }
    return headers;
  }

  private static Map<String, String> finishHeaders(Settings settings) {
    Map<String, String> headers = new TreeMap<>();
    StoreSettings.callback(settings, "x-tos-callback", headers);
    return headers;
  }
}
