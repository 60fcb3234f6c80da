package dev.davit.cli.run;

import dev.davit.cli.text.Say;
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
          Say.of(
              "no provider knows destinations that begin with \"{0}:\"{1}",
              scheme,
              Settings.nearest(scheme, known)
                  .map(near -> Say.of("; did you mean {0}?", "\"" + near + ":\""))
                  .orElseGet(() -> Say.of("; there are {0}", known.stream().sorted().toList()))));
    }
  }
}
