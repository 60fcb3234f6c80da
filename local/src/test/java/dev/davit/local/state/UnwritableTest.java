package dev.davit.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwritableTest {
  private static final RelativePath PATH = RelativePath.of("x");

  @TempDir private Path folder;

  @Test
  void aPlaceThatCannotBeMadeIsNamed() throws IOException {
    Files.createFile(folder.resolve("state"));
    Fixture fixture = new Fixture(folder);
    checkUnwritable(fixture::open, fixture.home.toString(), "--state-dir");
  }

  @Test
  void aFullDiskStopsEverythingWithOneMessage() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 3 << 20)) {
      Fixture fixture = new Fixture(disk.path());
      SqliteCheckpoint checkpoint = fixture.open();
      Fixture.record(checkpoint, 0, 500);
      checkpoint.flush();
      checkUnwritable(() -> fillUp(checkpoint), "Make room", fixture.folder().path().toString());
      checkUnwritable(() -> Fixture.record(checkpoint, 0, 1), "Make room");
      checkUnwritable(() -> checkpoint.forget(PATH), "Make room");
      checkUnwritable(() -> checkpoint.entry(PATH), "Make room");
      checkUnwritable(() -> checkpoint.unpark(ObjectKey.of("k")), "Make room");
      checkUnwritable(checkpoint::parked, "Make room");
      checkUnwritable(checkpoint::entries, "Make room");
      checkUnwritable(checkpoint::flush, "Make room");
      checkUnwritable(() -> checkpoint.outbox().pending(), "Make room");
      checkUnwritable(checkpoint::close, "Make room");
      checkpoint.close();

      disk.grow(64 << 20);
      try (SqliteCheckpoint again = fixture.open()) {
        for (int i = 0; i < 500; i++) {
          assertThat(again.entry(Fixture.path(i))).contains(Fixture.entry(i));
        }
      }
      assertThat(fixture.notices).isEmpty();
    }
  }

  private static void fillUp(SqliteCheckpoint checkpoint) {
    for (int i = 500; i < 100_000; i += 100) {
      Fixture.record(checkpoint, i, i + 100);
    }
  }

  @Test
  void aFullDiskDoesNotHarmWhenOnlyTheJsonDoesNotFit() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8 << 20)) {
      Fixture fixture = new Fixture(disk.path());
      SqliteCheckpoint checkpoint = fixture.open();
      Fixture.record(checkpoint, 0, 3000);
      checkpoint.flush();
      Path ballast = fillDisk(disk.path(), 64 * 1024);
      checkpoint.close();
      assertThat(fixture.notices)
          .singleElement()
          .asString()
          .contains("upload_checkpoint.json", "Uploads go on");
      assertThat(fixture.folder().json()).doesNotExist();

      Files.delete(ballast);
      fixture.open().close();
      assertThat(fixture.folder().json()).isNotEmptyFile();
    }
  }

  private static Path fillDisk(Path disk, int left) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[4096];
      while (Files.getFileStore(disk).getUsableSpace() > left) {
        out.write(block);
      }
    }
    return ballast;
  }

  @Test
  void aReadOnlyDiskIsNamed() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8 << 20)) {
      Fixture fixture = new Fixture(disk.path());
      fixture.open().close();
      disk.makeReadOnly();
      checkUnwritable(fixture::open, "--state-dir");
      disk.grow(8 << 20);
      fixture.open().close();
    }
  }

  private static void checkUnwritable(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CheckpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNWRITABLE))
        .hasMessageContainingAll(words);
  }

  /** A file system in memory; only root may make one. */
  private record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk mount(Path path, int bytes) throws Exception {
      assumeTrue(
          "root".equals(System.getProperty("user.name")), "mounting a small disk needs root");
      Files.createDirectories(path);
      assumeTrue(
          run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "davit-test", path.toString()) == 0,
          "mounting a small disk is not allowed here");
      return new SmallDisk(path);
    }

    void grow(int bytes) throws Exception {
      assertThat(run("mount", "-o", "remount,rw,size=" + bytes, path.toString())).isZero();
    }

    void makeReadOnly() throws Exception {
      assertThat(run("mount", "-o", "remount,ro", path.toString())).isZero();
    }

    private static int run(String... command) throws Exception {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws Exception {
      assertThat(run("umount", path.toString())).isZero();
    }
  }
}
