package dev.davit.cli.run;

import dev.davit.core.spi.Machine;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.UploadGrant;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Reads files that hold temporary keys together with where they are for. */
public final class Grants {

  private Grants() {}

  /** Reads one, if it is one: other files of credentials do not say where they are for. */
  public static Optional<UploadGrant> readIfOne(Path file) {
    try {
      return Optional.of(read(file));
    } catch (SettingsException e) {
      return Optional.empty(); // whoever needs the keys will say what is wrong with it
    }
  }

  /**
   * Reads one.
   *
   * @throws dev.davit.core.spi.SettingsException as {@link Machine#grant}
   */
  public static UploadGrant read(Path file) {
    return ServiceLoader.load(Machine.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no adapter to this machine is on the class path"))
        .grant(file);
  }
}
