package dev.davit.cli.config;

import dev.davit.cli.text.Say;
import dev.davit.core.model.Destination;
import dev.davit.core.spi.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A destination and its settings.
 *
 * @param typed what the user calls it
 * @param destination what is meant
 * @param settings by name, with where each was set
 */
public record Target(String typed, Destination destination, Map<String, Sourced> settings) {

  /** Returns the settings as a provider reads them. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach((name, setting) -> values.put(name, setting.value()));
    return values;
  }

  /** Returns the same exception, which also says where the setting was set that it is about. */
  public SettingsException located(SettingsException e) {
    Sourced setting = settings.get(e.setting());
    return setting == null || setting.origin().startsWith("-")
        ? e
        : SettingsException.about(
            e.setting(),
            Say.of("{0} (set in {1})", String.valueOf(e.getMessage()), setting.origin()));
  }
}
