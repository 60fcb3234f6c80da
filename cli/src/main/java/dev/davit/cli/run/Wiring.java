package dev.davit.cli.run;

import dev.davit.core.spi.Providers;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageProvider;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks whether what was typed and what is there fit. */
final class Wiring {

  private Wiring() {}

  /**
   * Looks for a scheme's provider.
   *
   * @throws UsageException if there is none
   */
  static void checkScheme(String scheme, Providers providers) {
    Set<String> known =
        providers.all().stream().map(StorageProvider::scheme).collect(Collectors.toSet());
    if (!known.contains(scheme)) {
      throw new UsageException(
          "no provider knows destinations that begin with \""
              + scheme
              + ":\""
              + Settings.nearest(scheme, known)
                  .map(near -> "; did you mean \"" + near + ":\"?")
                  .orElse("; there are " + known.stream().sorted().toList()));
    }
  }
}
