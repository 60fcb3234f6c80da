package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {
  @TempDir private Path folder;

  @BeforeEach
  void needsPermissions() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "this platform has no POSIX permissions");
  }

  private static Map<String, String> permissions(Path below) throws Exception {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(below)) {
      for (Path file : files.toList()) {
        found.put(
            below.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return found;
  }

  /** A process of its own, because a JVM cannot change its umask. */
  @Test
  void onlyTheOwnerCanLookWhateverTheUmaskSays() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(folder, List.of("sh", "-c", "umask 000; exec \"$@\"", "-"))) {
      assertThat(child.line()).isEqualTo("open");
      assertThat(child.line()).startsWith("durable");
      Fixture fixture = new Fixture(folder);
      String job = fixture.folder().path().getFileName().toString();
      assertThat(permissions(fixture.home))
          .containsEntry("", "rwx------")
          .containsEntry(job, "rwx------")
          .containsEntry(job + "/state.db", "rw-------")
          .containsEntry(job + "/state.db-wal", "rw-------")
          .containsEntry(job + "/state.db-shm", "rw-------")
          .containsEntry(job + "/lock", "rw-------")
          .containsEntry(job + "/holder", "rw-------");
    }
  }

  @Test
  void whatOthersCouldReadIsClosedAgain() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (SqliteCheckpoint checkpoint = fixture.open()) {
      Fixture.record(checkpoint, 0, 10);
    }
    Files.setPosixFilePermissions(
        fixture.folder().path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        fixture.folder().database(), PosixFilePermissions.fromString("rw-rw-rw-"));
    fixture.open().close();
    assertThat(permissions(fixture.folder().path()).values())
        .containsOnly("rwx------", "rw-------");
    assertThat(permissions(fixture.folder().path()))
        .containsKeys("state.db", "upload_checkpoint.json");
  }
}
