package dev.davit.core.spi;

import dev.davit.core.model.Destination;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers at hand, by scheme. Immutable. */
public final class Providers {
  private static final Logger log = LoggerFactory.getLogger(Providers.class);

  private final Map<String, StorageProvider<?>> byScheme = new TreeMap<>();

  private Providers(Iterable<StorageProvider<?>> providers) {
    for (StorageProvider<?> provider : providers) {
      StorageProvider<?> other = byScheme.putIfAbsent(provider.scheme(), provider);
      if (other != null) {
        throw new SettingsException(
            "two providers claim the scheme \""
                + provider.scheme()
                + "\": "
                + other.getClass().getName()
                + " and "
                + provider.getClass().getName()
                + "; remove one of them");
      }
    }
    log.debug("providers: {}", byScheme.keySet());
  }

  /**
   * Returns these providers.
   *
   * @throws SettingsException if two claim one scheme
   */
  public static Providers of(Collection<StorageProvider<?>> providers) {
    return new Providers(List.copyOf(providers));
  }

  /**
   * Returns the providers that the class path brings.
   *
   * @throws SettingsException if two claim one scheme
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // ServiceLoader knows raw types only
  public static Providers onClassPath() {
    Iterable<StorageProvider> found = ServiceLoader.load(StorageProvider.class);
    return new Providers((Iterable) found);
  }

  /** Returns them in order of scheme. */
  public Collection<StorageProvider<?>> all() {
    return List.copyOf(byScheme.values());
  }

  /**
   * Connects to a destination. The setting {@code credentials} is read here: it names a file from
   * which alone keys are taken.
   *
   * @param values the destination's settings by name
   * @throws SettingsException if no provider knows the scheme, or the settings are wrong
   */
  public Storage connect(
      Destination destination, Map<String, String> values, StorageContext context) {
    StorageProvider<?> provider = byScheme.get(destination.scheme());
    if (provider == null) {
      throw new SettingsException(
          "no provider knows \""
              + destination.scheme()
              + ":\"; there are "
              + byScheme.keySet()
              + Settings.nearest(destination.scheme(), byScheme.keySet())
                  .map(near -> "; did you mean \"" + near + ":\"?")
                  .orElse(""));
    }
    Map<String, String> settings = new LinkedHashMap<>(values);
    String file = settings.remove("credentials");
    return connect(
        provider,
        new Settings(destination, settings),
        file == null ? context : context.withCredentials(in(path(file), context)));
  }

  private static CredentialSource in(Path file, StorageContext context) {
    return context
        .credentials()
        .in(file)
        .orElseThrow(() ->
            new SettingsException("credentials come from the program here, not from " + file));
  }

  private static Path path(String credentials) {
    try {
      return Path.of(credentials);
    } catch (InvalidPathException e) {
      throw new SettingsException("the setting \"credentials\" is no path: " + e.getReason());
    }
  }

  private static <C extends Record> Storage connect(
      StorageProvider<C> provider, Settings settings, StorageContext context) {
    C read = provider.read(settings);
    settings.end();
    return provider.connect(read, context);
  }
}
