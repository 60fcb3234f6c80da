package dev.davit.s3;

import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.support.PartLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How a service behaves: facts, not its name.
 *
 * @param endpoint template with {@code {region}}; empty if there is none
 * @param region the one that requests are signed for unless told otherwise; {@code chain} asks the
 *     environment
 * @param checks never empty
 */
record Service(
    String endpoint,
    String region,
    boolean pathStyle,
    List<Check> checks,
    boolean etagIsMd5,
    int listVersion,
    boolean conditionalCreate,
    boolean unsignedPayload,
    boolean wholeChecksum,
    PartLimits parts,
    long maxObject) {
  private static final String GENERIC = "generic";

  /** Reads what is known of the service, and what the settings say otherwise. */
  static Service read(Settings settings, Optional<String> endpointHost, Optional<String> region) {
    Properties table = Resources.properties("services.properties");
    String name =
        settings
            .optional("service")
            .map(chosen -> known(table, chosen))
            .orElseGet(() -> recognised(table, endpointHost, region));
    return new Row(table, name, settings).service();
  }

  /** Returns a copy for objects whose ETag says nothing, as with keys of a key service. */
  Service withOpaqueEtags() {
    return with(checks, false);
  }

  /**
   * Returns a copy for connections in the clear, over which every body's SHA-256 is signed, and so
   * checked by the service: what vouches for the whole object beside that is the cheapest.
   */
  Service withSignedPayloads() {
    List<Check> cheapestFirst = new ArrayList<>(checks);
    if (cheapestFirst.remove(Check.CRC32C)) {
      cheapestFirst.addFirst(Check.CRC32C);
    }
    return with(List.copyOf(cheapestFirst), etagIsMd5);
  }

  private Service with(List<Check> otherChecks, boolean otherEtagIsMd5) {
    return new Service(
        endpoint,
        region,
        pathStyle,
        otherChecks,
        otherEtagIsMd5,
        listVersion,
        conditionalCreate,
        unsignedPayload,
        wholeChecksum,
        parts,
        maxObject);
  }

  private static String known(Properties table, String name) {
    Set<String> names = names(table);
    if (!names.contains(name)) {
      throw new SettingsException(
          "the setting \"service\" is \"" + name + "\"; it must be one of " + names);
    }
    return name;
  }

  private static String recognised(
      Properties table, Optional<String> endpointHost, Optional<String> region) {
    if (endpointHost.isEmpty()) {
      return region.filter(r -> r.startsWith("cn-")).isPresent() ? "aws-cn" : "aws";
    }
    String host = "." + endpointHost.get().toLowerCase(Locale.ROOT);
    for (String name : names(table)) {
      for (String ending : list(table.getProperty(name + ".hosts", ""))) {
        if (host.endsWith(ending)) {
          return name;
        }
      }
    }
    return GENERIC;
  }

  private static Set<String> names(Properties table) {
    Set<String> names = new TreeSet<>();
    table.stringPropertyNames().forEach(key -> names.add(key.substring(0, key.indexOf('.'))));
    return names;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }

  /** One row of the table under the settings. */
  private record Row(Properties table, String name, Settings settings) {

    Service service() {
      return new Service(
          fact("endpoint").orElse(""),
          fact("region").orElse(""),
          flag("path-style"),
          checks(),
          flag("etag-is-md5"),
          settings
              .number("list-version", 1, 2)
              .orElseGet(() -> Integer.parseInt(required("list-version"))),
          flag("conditional-create"),
          flag("unsigned-payload"),
          flag("whole-checksum"),
          parts(),
          size("max-object"));
    }

    private Optional<String> fact(String column) {
      return Optional.ofNullable(
          table.getProperty(name + "." + column, table.getProperty(GENERIC + "." + column)));
    }

    private String required(String column) {
      return fact(column).orElseThrow(() -> new IllegalStateException("no generic " + column));
    }

    private boolean flag(String column) {
      return settings.flag(column).orElseGet(() -> Boolean.parseBoolean(required(column)));
    }

    private long size(String column) {
      return settings.size(column).orElseGet(() -> parsed(column, Settings::parseSize));
    }

    private <T> T parsed(String column, Function<String, Optional<T>> parser) {
      return parser
          .apply(required(column))
          .orElseThrow(() -> new IllegalStateException("bad " + name + "." + column));
    }

    private List<Check> checks() {
      String checks = settings.optional("checksums").orElseGet(() -> required("checksums"));
      try {
        List<Check> read = list(checks).stream().map(Check::of).distinct().toList();
        if (!read.isEmpty()) {
          return read;
        }
      } catch (IllegalArgumentException e) {
        // told below
      }
      throw new SettingsException(
          "the setting \"checksums\" is \""
              + checks
              + "\"; it must be some of crc64-nvme, crc32c, sha256 and md5, with commas");
    }

    private PartLimits parts() {
      int most =
          settings
              .number("max-parts", 1, 1_000_000)
              .orElseGet(() -> Integer.parseInt(required("max-parts")));
      try {
        return new PartLimits(size("min-part"), size("max-part"), most);
      } catch (IllegalArgumentException e) {
        throw new SettingsException("min-part, max-part and max-parts: " + e.getMessage(), e);
      }
    }
  }
}
