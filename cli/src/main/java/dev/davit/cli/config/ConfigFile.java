package dev.davit.cli.config;

import dev.davit.cli.text.Say;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One {@code davit.toml}: {@code [destinations.NAME]} and {@code [jobs.NAME]}.
 *
 * @param path where it is, absolute
 * @param destinations by name
 * @param jobs by name
 */
public record ConfigFile(Path path, Map<String, Table> destinations, Map<String, Table> jobs) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]+");
  private static final Set<String> KINDS = Set.of("destinations", "jobs");
  private static final String STEPS = "steps";

  /**
   * Reads a file.
   *
   * @throws SettingsException if it is no TOML, or has a key that means nothing here
   */
  public static ConfigFile read(Path file) {
    TomlParseResult toml;
    try {
      toml = Toml.parse(file);
    } catch (IOException e) {
      throw new SettingsException(Say.of("{0} cannot be read: {1}", file, e), e);
    }
    if (toml.hasErrors()) {
      TomlParseError first = toml.errors().getFirst();
      throw new SettingsException(at(file, first.position()) + ": " + first.getMessage(), first);
    }
    for (String key : toml.keySet()) {
      if (!KINDS.contains(key)) {
        throw unknown(at(file, toml.inputPositionOf(List.of(key))), key, KINDS);
      }
    }
    return new ConfigFile(file, tables(file, toml, "destinations"), tables(file, toml, "jobs"));
  }

  private static Map<String, Table> tables(Path file, TomlTable toml, String kind) {
    Map<String, Table> tables = new TreeMap<>();
    TomlTable all = toml.isTable(kind) ? toml.getTable(List.of(kind)) : null;
    if (all == null) {
      if (toml.contains(kind)) {
        throw new SettingsException(
            Say.of(
                "{0}: \"{1}\" holds tables: write [{1}.NAME]",
                at(file, toml.inputPositionOf(List.of(kind))), kind));
      }
      return tables;
    }
    for (String name : all.keySet()) {
      tables.put(name, table(file, all, kind, name));
    }
    return tables;
  }

  private static Table table(Path file, TomlTable all, String kind, String name) {
    String origin = at(file, all.inputPositionOf(List.of(name)));
    if (!NAME.matcher(name).matches()) {
      throw new SettingsException(
          Say.of(
              "{0}: \"{1}\" is no name for one of the {2}; take at least two letters, digits, -"
                  + " or _",
              origin, name, kind));
    }
    if (!(all.get(List.of(name)) instanceof TomlTable table)) {
      throw new SettingsException(
          Say.of("{0}: write [{1}.{2}] and its settings below it", origin, kind, name));
    }
    boolean hasSteps = kind.equals("jobs") && table.contains(List.of(STEPS));
    Set<String> keys = new LinkedHashSet<>(table.keySet());
    keys.removeIf(key -> hasSteps && key.equals(STEPS));
    Map<String, List<Sourced>> values = values(file, table, keys);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Table job = new Table(name, origin, folder, values, List.of());
    return hasSteps ? new Table(name, origin, folder, values, steps(file, table, job)) : job;
  }

  private static List<Table> steps(Path file, TomlTable table, Table job) {
    List<Table> steps = new ArrayList<>();
    int told = 0;
    if (table.get(List.of(STEPS)) instanceof TomlArray array) {
      for (told = 0; told < array.size(); told++) {
        if (array.get(told) instanceof TomlTable step) {
          String origin = at(file, array.inputPositionOf(told));
          steps.add(step(job, origin, values(file, step, step.keySet())));
        }
      }
    }
    if (steps.isEmpty() || steps.size() < told) {
      throw new SettingsException(
          Say.of(
              "{0}: write [[jobs.{1}.{2}]] above each step of the job",
              at(file, table.inputPositionOf(List.of(STEPS))), job.name(), STEPS));
    }
    return steps;
  }

  private static Table step(Table job, String origin, Map<String, List<Sourced>> own) {
    Map<String, List<Sourced>> values = new LinkedHashMap<>(job.values());
    values.putAll(own);
    return new Table(job.name(), origin, job.folder(), values, List.of());
  }

  private static Map<String, List<Sourced>> values(Path file, TomlTable table, Set<String> keys) {
    Map<String, List<Sourced>> values = new LinkedHashMap<>();
    for (String key : keys) {
      String where = at(file, table.inputPositionOf(List.of(key)));
      values.put(key, values(where, key, Objects.requireNonNull(table.get(List.of(key)))));
    }
    return values;
  }

  private static List<Sourced> values(String where, String key, Object value) {
    if (value instanceof TomlArray array) {
      List<Sourced> all = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        all.add(new Sourced(text(where, key, array.get(i)), where));
      }
      return List.copyOf(all);
    }
    return List.of(new Sourced(text(where, key, value), where));
  }

  private static String text(String where, String key, Object value) {
    if (value instanceof TomlTable || value instanceof TomlArray) {
      throw new SettingsException(
          Say.of(
              "{0}: \"{1}\" must be a text, a number, true or false, or a list of those",
              where, key));
    }
    return value.toString();
  }

  private static String at(Path file, @Nullable TomlPosition position) {
    return file + (position == null ? "" : ":" + position.line());
  }

  /** Returns what to throw about a key that means nothing. */
  public static SettingsException unknown(String origin, String key, Set<String> known) {
    return new SettingsException(
        Say.of(
            "{0}: there is no setting \"{1}\"{2}",
            origin,
            key,
            Settings.nearest(key, known)
                .map(near -> Say.of("; did you mean {0}?", "\"" + near + "\""))
                .orElseGet(() -> Say.of("; there are {0}", known.stream().sorted().toList()))));
  }
}
