package dev.davit.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is set outside the command line. Files are read when they are first wanted. Used
 * by one thread.
 */
public final class Configuration {
  /** What our variables begin with. */
  static final String PREFIX = "DAVIT_";

  private static final String FILE = "davit.toml";

  private final Path folder;
  private final Map<String, String> environment;
  private final Path home;
  private @Nullable List<ConfigFile> files;
  private @Nullable Map<String, Sourced> variables;

  /**
   * Makes it.
   *
   * @param folder where to begin to look, absolute
   */
  public Configuration(Path folder, Map<String, String> environment, Path home) {
    this.folder = folder;
    this.environment = environment;
    this.home = home;
  }

  /** Returns that of this process. */
  public static Configuration ofThisProcess() {
    return new Configuration(
        Path.of("").toAbsolutePath(),
        System.getenv(),
        Path.of(System.getProperty("user.home", "")));
  }

  /** Returns the variable for a setting, such as {@code DAVIT_MAX_SIZE} for {@code max-size}. */
  public static String variable(String... words) {
    return PREFIX + String.join("_", words).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Returns what a variable is set to, in the environment or else in {@code .env}. */
  public Optional<Sourced> value(String variable) {
    return Optional.ofNullable(variables().get(variable));
  }

  /** Returns what a variable of others is set to, in the environment or else in {@code .env}. */
  public Optional<Sourced> foreign(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(value -> new Sourced(value, variable))
        .or(() -> Optional.ofNullable(fromDotEnv().get(variable)))
        .filter(sourced -> !sourced.value().isEmpty());
  }

  private Map<String, Sourced> fromDotEnv() {
    return dotEnv().map(DotEnv::read).orElse(Map.of());
  }

  /** Returns all our variables, from the environment and {@code .env}. */
  public Map<String, Sourced> variables() {
    Map<String, Sourced> known = variables;
    if (known == null) {
      known = new TreeMap<>();
      for (Map.Entry<String, Sourced> each : fromDotEnv().entrySet()) {
        if (each.getKey().startsWith(PREFIX)) {
          known.put(each.getKey(), each.getValue());
        }
      }
      for (Map.Entry<String, String> each : environment.entrySet()) {
        if (each.getKey().startsWith(PREFIX)) {
          known.put(each.getKey(), new Sourced(each.getValue(), each.getKey()));
        }
      }
      variables = known;
    }
    return known;
  }

  /** Returns the {@code .env} that counts: here, or beside the nearest {@code davit.toml}. */
  public Optional<Path> dotEnv() {
    Path here = folder.resolve(".env");
    return Files.isRegularFile(here)
        ? Optional.of(here)
        : upward().map(file -> file.resolveSibling(".env")).filter(Files::isRegularFile);
  }

  /** Returns the files that count, the strongest first. */
  public List<ConfigFile> files() {
    List<ConfigFile> read = files;
    if (read == null) {
      Set<Path> paths = new TreeSet<>();
      List<ConfigFile> found = new ArrayList<>();
      for (Optional<Path> path : List.of(upward(), Optional.of(ofUser()).filter(this::isFile))) {
        path.filter(paths::add).map(ConfigFile::read).ifPresent(found::add);
      }
      read = List.copyOf(found);
      files = read;
    }
    return read;
  }

  /** Returns a destination by its name. */
  public Optional<Table> destination(String name) {
    return first(ConfigFile::destinations, name);
  }

  /** Returns a job by its name. */
  public Optional<Table> job(String name) {
    return first(ConfigFile::jobs, name);
  }

  /** Returns the names of all jobs. */
  public Set<String> jobs() {
    return names(ConfigFile::jobs);
  }

  /** Returns the names of all destinations. */
  public Set<String> destinations() {
    return names(ConfigFile::destinations);
  }

  /** Returns where the user's own file is, or would be. */
  public Path ofUser() {
    String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String windows = environment.getOrDefault("APPDATA", "");
    Path base =
        !xdg.isEmpty()
            ? Path.of(xdg)
            : !windows.isEmpty() ? Path.of(windows) : home.resolve(".config");
    return base.resolve("davit").resolve(FILE);
  }

  private Optional<Path> upward() {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (isFile(at.resolve(FILE))) {
        return Optional.of(at.resolve(FILE));
      }
    }
    return Optional.empty();
  }

  private boolean isFile(Path path) {
    return Files.isRegularFile(path);
  }

  private Optional<Table> first(Function<ConfigFile, Map<String, Table>> kind, String name) {
    return files().stream()
        .flatMap(file -> Optional.ofNullable(kind.apply(file).get(name)).stream())
        .findFirst();
  }

  private Set<String> names(Function<ConfigFile, Map<String, Table>> kind) {
    Set<String> names = new TreeSet<>();
    files().forEach(file -> names.addAll(kind.apply(file).keySet()));
    return names;
  }
}
