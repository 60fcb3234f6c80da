package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.spi.StateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
  @TempDir private Path folder;

  private static String place(Map<String, String> environment, String system) {
    return StateHome.directory(
            StateOptions.defaults(), environment, system, Path.of("/home/someone"))
        .toString();
  }

  @Test
  void everyPlatformHasItsPlace() {
    assertThat(place(Map.of("XDG_STATE_HOME", "/xdg"), "Linux")).isEqualTo("/xdg/davit");
    assertThat(place(Map.of("XDG_STATE_HOME", "relative"), "Linux"))
        .isEqualTo("/home/someone/.local/state/davit");
    assertThat(place(Map.of(), "Mac OS X"))
        .isEqualTo("/home/someone/Library/Application Support/davit");
    assertThat(place(Map.of("LOCALAPPDATA", "/c"), "Windows 11")).isEqualTo("/c/davit/state");
    assertThat(place(Map.of(), "Windows 11")).isEqualTo("/home/someone/AppData/Local/davit/state");
    assertThat(
            StateHome.directory(
                StateOptions.defaults().withDirectory(Path.of("/a/../b")),
                Map.of("XDG_STATE_HOME", "/xdg"),
                "Linux",
                Path.of("/")))
        .isEqualTo(Path.of("/b"));
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, LOG",
    "tmpfs, LOG",
    "NFS4, ROLLBACK",
    "cifs, ROLLBACK",
    "fuse.sshfs, ROLLBACK"
  })
  void networkFileSystemsGetARollbackJournal(String type, Journal journal) {
    assertThat(Journal.ofType(type)).isEqualTo(journal);
  }

  @ParameterizedTest
  @CsvSource({"LOG, wal, 2", "ROLLBACK, delete, 3"})
  void eachJournalIsDurable(Journal journal, String mode, int synchronous) throws Exception {
    Path file = folder.resolve("strange ?name=%20#" + journal);
    try (Connection connection = new Database(file, journal).writer()) {
      assertThat(Database.number(connection, "PRAGMA synchronous")).isEqualTo(synchronous);
      try (var rows = connection.createStatement().executeQuery("PRAGMA journal_mode")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo(mode);
      }
      Database.execute(connection, "CREATE TABLE x (y)");
      connection.commit();
    }
    assertThat(Files.size(file)).isPositive();
  }
}
