package dev.davit.local.credentials;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Lease;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.NoCredentialException;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Lends the credentials that lie on this machine.
 *
 * <p>Places are searched in this order: system properties, environment variables, {@code .env},
 * {@code AccessKey.csv}, configuration files ({@code name = value}, then those of the vendor's
 * tools), a command, an address, the machine's role. The first that has a key wins, whole: keys are
 * never put together from two places. Half of a key is an error, not a reason to look on. Names and
 * forms are listed in {@code docs/credentials.md}.
 *
 * <p>Files are looked at again every two seconds, and more often when a key is about to end; a file
 * that is half written for a moment is waited for. Safe for use by any number of threads.
 */
public final class LocalCredentials implements CredentialSource {
  private final Builder parts;
  private final Map<CredentialScope, Lent> lent = new ConcurrentHashMap<>();
  private final List<Path> only;

  private LocalCredentials(Builder parts, List<Path> only) {
    this.parts = parts;
    this.only = only;
  }

  /** Returns those of this process: its environment, working directory and home. */
  public static LocalCredentials ofThisProcess() {
    return builder().build();
  }

  /** Returns a builder that begins with this process's environment, working directory and home. */
  public static Builder builder() {
    return new Builder();
  }

  /** The file may have any of the known forms. It is looked at with the first lease. */
  @Override
  public Optional<CredentialSource> in(Path file) {
    return Optional.of(new LocalCredentials(parts.copy(), List.of(file)));
  }

  @Override
  public Lease<Credential> lease(CredentialScope scope) {
    try {
      return lent(scope).lease();
    } catch (NoCredentialException e) {
      throw only.isEmpty() ? e : nothingIn(only.getFirst());
    }
  }

  private static SettingsException nothingIn(Path file) {
    return new SettingsException(
        Files.exists(file)
            ? file + " holds no key; see docs/credentials.md for the forms that are read"
            : "there is no credentials file " + file);
  }

  @Override
  public void expired(Lease<Credential> lease) {
    lent.values().forEach(each -> each.expired(lease));
  }

  /** Returns the names of the places that are searched for a scheme, in order. */
  public List<String> places(String scheme) {
    return places(new CredentialScope(scheme, "")).stream().map(Place::name).toList();
  }

  private Lent lent(CredentialScope scope) {
    return lent.computeIfAbsent(scope, each -> new Lent(each, places(each), parts.surroundings));
  }

  private List<Place> places(CredentialScope scope) {
    return only.isEmpty() ? parts.everywhere(scope) : only.stream().map(parts::file).toList();
  }

  /** Says where to look. */
  public static final class Builder {
    private Map<String, String> environment = System.getenv();
    private Path directory = Path.of("").toAbsolutePath();
    private Path home = Path.of(System.getProperty("user.home", "."));
    private Surroundings surroundings = Surroundings.real();
    private List<Path> csv = List.of();
    private List<Path> conf = List.of();

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.environment = environment;
      copy.directory = directory;
      copy.home = home;
      copy.surroundings = surroundings;
      copy.csv = csv;
      copy.conf = conf;
      return copy;
    }

    /** Sets the environment variables. */
    public Builder environment(Map<String, String> environment) {
      this.environment = Map.copyOf(environment);
      return this;
    }

    /** Sets the working directory, where {@code .env} and {@code AccessKey.csv} are looked for. */
    public Builder directory(Path directory) {
      this.directory = directory;
      return this;
    }

    /** Sets the home directory, where the vendors' tools keep their files. */
    public Builder home(Path home) {
      this.home = home;
      return this;
    }

    /** Sets clock and timer. */
    public Builder surroundings(Surroundings surroundings) {
      this.surroundings = surroundings;
      return this;
    }

    /** Also looks into an {@code AccessKey.csv} of another place, which need not be there. */
    public Builder accessKeyCsv(Path file) {
      csv = Stream.concat(csv.stream(), Stream.of(file)).toList();
      return this;
    }

    /** Also looks into a file of {@code name = value} lines, which need not be there. */
    public Builder conf(Path file) {
      conf = Stream.concat(conf.stream(), Stream.of(file)).toList();
      return this;
    }

    /** Makes it. Nothing is read before the first lease. */
    public LocalCredentials build() {
      return new LocalCredentials(copy(), List.of());
    }

    private List<Place> everywhere(CredentialScope scope) {
      List<Place> places = new ArrayList<>();
      places.add(Variables.changing("the system properties", Builder::properties));
      places.add(Variables.fixed("the environment", environment));
      places.add(EnvFile.in(directory, surroundings.timer()));
      csv.forEach(file -> places.add(file(file)));
      if (!scope.scheme().equals("s3")) { // it is another cloud's, and would go before ~/.aws
        places.add(file(directory.resolve("AccessKey.csv")));
      }
      conf.forEach(file -> places.add(file(file)));
      new VendorPlaces(environment, home, surroundings.timer()).of(scope).forEach(places::add);
      return places;
    }

    private static Map<String, String> properties() {
      Map<String, String> values = new HashMap<>();
      System.getProperties()
          .stringPropertyNames()
          .forEach(name -> values.put(name, System.getProperty(name, "")));
      return values;
    }

    private Place file(Path file) {
      return new KeyFile(file, "", VendorPlaces.fetched(environment), surroundings.timer());
    }
  }
}
