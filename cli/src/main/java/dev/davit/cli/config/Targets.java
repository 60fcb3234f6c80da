package dev.davit.cli.config;

import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a typed destination means: {@code scheme://NAME/PREFIX}, {@code local:DIR}, or the
 * name of one in {@code davit.toml}, as {@code NAME:} or {@code NAME:PREFIX}. The one place that
 * decides which setting wins: typed, {@code DAVIT_<SCHEME>_<SETTING>}, the destination's table.
 */
public final class Targets {
  private static final String LOCAL = "local";

  /** What follows {@code DAVIT_<SCHEME>_} where keys are looked for; no provider reads these. */
  private static final Set<String> OF_CREDENTIALS =
      Set.of(
          "access-key-id",
          "access-key-secret",
          "session-token",
          "token",
          "credential-process",
          "metadata-endpoint");

  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]+):(?!//)(.*)");

  private final Configuration configuration;

  /** Makes it. */
  public Targets(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Finds what is meant.
   *
   * @param flags settings that were typed
   * @throws IllegalArgumentException if the text has no form of a destination
   * @throws SettingsException if the table in {@code davit.toml} is wrong
   */
  public Target find(String text, Map<String, String> flags) {
    Optional<Table> table = table(text);
    Destination destination =
        table.isPresent() ? destination(text, table.get()) : Destination.parse(text);
    Map<String, Sourced> settings = new TreeMap<>();
    table.ifPresent(
        found -> found.values().forEach((key, values) -> put(settings, found, key, values)));
    fromVariables(destination.scheme(), settings);
    flags.forEach((name, value) -> settings.put(name, new Sourced(value, "--" + name)));
    return new Target(text, destination, Collections.unmodifiableMap(settings));
  }

  private Optional<Table> table(String text) {
    Matcher form = NAMED.matcher(text);
    return form.matches() && !form.group(1).equals(LOCAL)
        ? configuration.destination(form.group(1))
        : Optional.empty();
  }

  /** Returns a destination's name that was perhaps meant. */
  public Optional<String> nearest(String text) {
    Matcher form = NAMED.matcher(text);
    return form.matches()
        ? Settings.nearest(form.group(1), configuration.destinations()).map(name -> name + ":")
        : Optional.empty();
  }

  private static Destination destination(String text, Table table) {
    Sourced url =
        table
            .one("url")
            .orElseThrow(() ->
                new SettingsException(
                    Say.of(
                        "{0}: the destination \"{1}\" has no url; write for example url ="
                            + " \"s3://NAME/PREFIX\"",
                        table.origin(), table.name())));
    Destination base;
    try {
      base = Destination.parse(url.value());
      String more = text.substring(text.indexOf(':') + 1).replaceAll("^/+|/+$", "");
      if (base.scheme().equals(LOCAL)) {
        Path folder = table.folder().resolve(base.container()).resolve(more).normalize();
        return new Destination(LOCAL, folder.toString(), "");
      }
      String prefix =
          base.prefix().isEmpty() || more.isEmpty()
              ? base.prefix() + more
              : base.prefix() + "/" + more;
      return new Destination(base.scheme(), base.container(), prefix);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(url.origin() + ": " + e.getMessage(), e);
    }
  }

  private static void put(
      Map<String, Sourced> settings, Table table, String key, List<Sourced> values) {
    if (key.equals("url") || values.isEmpty()) {
      return;
    }
    Sourced first = values.getFirst();
    settings.put(
        key, isFile(key) ? new Sourced(under(table, first.value()), first.origin()) : first);
  }

  /** Files that a table names lie beside it. */
  private static boolean isFile(String key) {
    return key.equals("credentials") || key.endsWith("-file");
  }

  private static String under(Table table, String path) {
    return table.folder().resolve(path).normalize().toString();
  }

  private void fromVariables(String scheme, Map<String, Sourced> settings) {
    String prefix = Configuration.variable(scheme) + "_";
    configuration
        .variables()
        .forEach((name, value) -> {
          if (name.startsWith(prefix)) {
            String rest = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
            String setting = rest.replace('_', '-');
            if (!OF_CREDENTIALS.contains(setting)) {
              settings.put(setting, value);
            }
          }
        });
  }
}
