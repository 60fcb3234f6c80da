package dev.davit.local.credentials;

import dev.davit.core.spi.Timer;
import java.nio.file.Path;
import java.util.Map;

/** The {@code .env} file of a folder. */
final class EnvFile {

  private EnvFile() {}

  /** Returns its variables as a place; none where there is no such file. */
  static Place in(Path directory, Timer timer) {
    Path file = directory.resolve(".env");
    return Variables.changing(
        file.toString(),
        () ->
            KeyFileText.read(file, timer)
                .map(text -> Ini.parse(text).getOrDefault("", Map.of()))
                .orElse(Map.of()));
  }
}
