package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.Destination;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import dev.davit.core.spi.StorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSettingsTest {
  @TempDir Path directory;

  private static LocalSettings read(String destination) {
    return new LocalProvider().read(new Settings(Destination.parse(destination), Map.of()));
  }

  private static String identity(String destination) {
    return Stored.store(read(destination).directory()).profile().identity();
  }

  @Test
  void theProviderIsFound() {
    assertTrue(
        ServiceLoader.load(StorageProvider.class).stream()
            .anyMatch(provider -> provider.type() == LocalProvider.class));
  }

  @Test
  void aPathIsRelativeToTheWorkingDirectory() throws IOException {
    Path here = Path.of("").toRealPath();
    assertEquals(here.resolve("backup/2026"), read("local:backup/2026").directory());
    assertEquals(here.resolve("%41+b"), read("local:%41+b").directory());
    assertEquals(here.resolveSibling("x"), read("local:missing/../../x").directory());
  }

  @Test
  void aTildeIsTheHomeDirectory() throws IOException {
    Path home = Path.of(System.getProperty("user.home")).toRealPath();
    assertEquals(home, read("local:~").directory());
    assertEquals(home.resolve("backup"), read("local:~/backup").directory());
    assertEquals("~other", read("local:~other").directory().getFileName().toString());
  }

  @Test
  void twoSlashesAreRefusedWithTheRightForm() {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read("local://some/place"));
    assertTrue(refused.getMessage().contains("write local:some/place"), refused::getMessage);
  }

  @Test
  void anUnknownSettingIsRefused() {
    Settings settings = new Settings(Destination.parse("local:x"), Map.of("part-size", "8M"));
    assertThrows(SettingsException.class, () -> new LocalProvider().read(settings));
  }

  @Test
  void onePlaceHasOneIdentity() throws Exception {
    String before = identity("local:" + directory + "/a/b");
    Files.createDirectories(directory.resolve("a/b"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("a"));
    assertEquals(before, identity("local:" + directory + "/a/b"));
    assertEquals(before, identity("local:" + directory + "/link/b/"));
    assertEquals(before, identity("local:" + directory + "/a/./c/../b"));
    assertEquals("local:" + directory.toRealPath() + "/a/b", before);
  }
}
