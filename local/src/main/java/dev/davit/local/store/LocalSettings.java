package dev.davit.local.store;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The settings of {@code local:DIR}.
 *
 * @param directory absolute, and free of symbolic links as far as it exists; made by the first
 *     write
 */
record LocalSettings(Path directory) {

  static LocalSettings of(Destination destination) {
    if (!destination.prefix().isEmpty()) {
      throw new SettingsException(
          "\""
              + destination
              + "\" is not a directory; write local:"
              + destination.container()
              + "/"
              + destination.prefix());
    }
    return new LocalSettings(real(path(destination.container())));
  }

  private static Path path(String text) {
    try {
      boolean home = text.equals("~") || text.startsWith("~/");
      Path path =
          home ? Path.of(System.getProperty("user.home"), text.substring(1)) : Path.of(text);
      return path.toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new SettingsException(
          "the directory \""
              + text
              + "\" cannot be spelled on this machine: "
              + e.getReason()
              + "; if it holds letters beyond ASCII, set LC_ALL=C.UTF-8",
          e);
    }
  }

  /** Resolves what exists, so that one place has one name whether or not it was made yet. */
  private static Path real(Path path) {
    Path existing = path;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing.toRealPath().resolve(existing.relativize(path)).normalize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
