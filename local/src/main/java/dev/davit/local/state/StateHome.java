package dev.davit.local.state;

import dev.davit.core.spi.StateOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the directory that holds the state of all jobs. */
public final class StateHome {

  private StateHome() {}

  /**
   * Returns the directory that was asked for, or else the platform's: {@code $XDG_STATE_HOME/davit}
   * or {@code ~/.local/state/davit}, {@code ~/Library/Application Support/davit} on macOS, {@code
   * %LOCALAPPDATA%\davit\state} on Windows. It need not exist.
   */
  public static Path directory(StateOptions options) {
    return directory(
        options,
        System.getenv(),
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", "")));
  }

  static Path directory(
      StateOptions options, Map<String, String> environment, String system, Path home) {
    return options
        .directory()
        .orElseGet(() -> platformPlace(environment, system.toLowerCase(Locale.ROOT), home))
        .toAbsolutePath()
        .normalize();
  }

  private static Path platformPlace(Map<String, String> environment, String system, Path home) {
    Path xdg = absolute(environment.get("XDG_STATE_HOME"));
    if (xdg != null) {
      return xdg.resolve("davit");
    }
    if (system.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("davit");
    }
    if (system.startsWith("windows")) {
      Path local = absolute(environment.get("LOCALAPPDATA"));
      return (local == null ? home.resolve("AppData").resolve("Local") : local)
          .resolve("davit")
          .resolve("state");
    }
    return home.resolve(".local").resolve("state").resolve("davit");
  }

  /** The XDG specification has relative paths ignored. */
  private static @Nullable Path absolute(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    try {
      Path path = Path.of(value);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
