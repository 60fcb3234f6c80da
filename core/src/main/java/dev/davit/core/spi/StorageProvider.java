package dev.davit.core.spi;

import dev.davit.core.port.Storage;
import java.util.Optional;

/**
 * Brings one kind of destination. Found by {@link java.util.ServiceLoader}.
 *
 * <p>Implementations have a public constructor without parameters that does nothing, are stateless,
 * and are safe for use by any number of threads.
 *
 * @param <C> the provider's settings
 */
public interface StorageProvider<C extends Record> {

  /** Returns the scheme of its destinations, in lower case; unique among the providers found. */
  String scheme();

  /** Returns one line for people: what it stores to, and the form of its destinations. */
  String description();

  /**
   * Reads the settings of one destination. Free of network.
   *
   * @throws SettingsException if one is missing, wrong or unknown
   */
  C read(Settings settings);

  /**
   * Makes a storage. Free of network as far as possible, so that a mistyped flag is reported before
   * anything waits.
   *
   * @throws SettingsException if the settings contradict each other or this machine
   */
  Storage connect(C settings, StorageContext context);

  /**
   * Returns the name of the folder, below the working directory, in which the users of these
   * destinations expect a job's checkpoint, logs and reports.
   *
   * @return empty if they expect none
   */
  default Optional<String> outputs() {
    return Optional.empty();
  }
}
