package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Denied;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.port.UploadSession;
import dev.davit.testkit.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only or forbidden. */
class DiskTest {
  private static final int MIB = 1024 * 1024;

  @TempDir Path directory;
  private boolean mounted;

  private LocalStorage mount(String options) throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    mounted = succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString());
    assumeTrue(mounted, "needs the right to mount");
    return Stored.store(disk.resolve("store"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(succeeds("umount", directory.resolve("disk").toString()));
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertFull(Unusable unusable) {
    assertTrue(unusable.getMessage().contains("free some space"), unusable::getMessage);
  }

  @Test
  void aFullDiskHarmsNothing() throws Exception {
    LocalStorage storage = mount("size=1m");
    Path root = directory.resolve("disk/store");
    Stored.put(storage, "short", Stored.content(1, 5));
    Stored.put(storage, "long", Stored.content(2, 9000));
    Files.write(directory.resolve("disk/ballast"), new byte[MIB * 9 / 10]);
    for (int i = 0; i < 2; i++) {
      assertFull(
          assertThrows(
              Unusable.class,
              () -> {
                for (int n = 0; n < 100; n++) {
                  Stored.put(storage, "short", Stored.content(1, 5));
                  Stored.put(storage, "more/" + n, new byte[8000]);
                }
              }));
      assertFull(assertThrows(Unusable.class, () -> Stored.put(storage, "long", new byte[MIB])));
      assertArrayEquals(Stored.content(1, 5), Files.readAllBytes(root.resolve("short")));
      assertArrayEquals(Stored.content(2, 9000), Files.readAllBytes(root.resolve("long")));
      Stored.checkNoScratch(root);
    }
    for (String key : Stored.list(storage)) {
      assertTrue(Files.size(root.resolve(key)) > 0, key);
    }
  }

  @Test
  void anUploadGoesOnWhenThereIsSpaceAgain() throws Exception {
    LocalStorage storage = mount("size=1m");
    Path ballast = Files.write(directory.resolve("disk/ballast"), new byte[MIB * 8 / 10]);
    byte[] content = Stored.content(3, MIB / 2);
    try (UploadSession session = storage.open(Stored.request("long", content))) {
      assertFull(assertThrows(Unusable.class, () -> Uploads.supply(session, content)));
      Files.delete(ballast);
      try (UploadSession again =
          storage.resume(Stored.request("long", content), session.token().orElseThrow())) {
        int sent = Uploads.supply(again, content).size();
        assertTrue(sent > 0 && sent < content.length / 4096, () -> "sent " + sent);
        again.complete();
      }
    }
    assertArrayEquals(content, Files.readAllBytes(directory.resolve("disk/store/long")));
  }

  @Test
  void aDiskWithoutInodesIsFullToo() throws Exception {
    LocalStorage storage = mount("size=8m,nr_inodes=20");
    Unusable unusable =
        assertThrows(
            Unusable.class,
            () -> {
              for (int n = 0; n < 30; n++) {
                Stored.put(storage, "more/" + n, new byte[10]);
              }
            });
    assertFull(unusable);
    Stored.checkNoScratch(directory.resolve("disk/store"));
  }

  @Test
  void aReadOnlyDiskIsSaid() throws Exception {
    LocalStorage storage = mount("size=1m");
    Stored.put(storage, "a", new byte[3]);
    assertTrue(succeeds("mount", "-o", "remount,ro", directory.resolve("disk").toString()));
    for (String key : List.of("a", "b", "c/d")) {
      Unusable unusable =
          assertThrows(Unusable.class, () -> Stored.put(storage, key, new byte[10]));
      assertTrue(unusable.getMessage().contains("read-only"), unusable::getMessage);
    }
    assertEquals(3, storage.find(ObjectKey.of("a")).orElseThrow().length());
  }

  /** Whether the bytes will ever be on disk is unknown then, also if a repetition succeeds. */
  @Test
  void aSyncThatFailsEndsTheRun() throws Exception {
    for (int n = 1; n <= 12; n++) {
      Path root = Files.createDirectory(directory.resolve("store-" + n));
      List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null", "-e"));
      command.add("trace=fsync,fdatasync");
      command.addAll(List.of("-e", "inject=fsync,fdatasync:error=EIO:when=" + n));
      command.addAll(StoreChild.command(root));
      Path said = directory.resolve("said-" + n);
      assumeTrue(succeeds("strace", "-o", "/dev/null", "true"), "needs strace");
      int exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start()
              .waitFor();
      String output = Files.readString(said);
      assertEquals(1, exit, output);
      assertTrue(output.contains("StorageException$Unusable"), output);
      for (String key : StoreChild.KEYS) {
        if (Files.exists(root.resolve(key))) {
          assertArrayEquals(StoreChild.content(key), Files.readAllBytes(root.resolve(key)));
        } else {
          assertFalse(output.contains("stored " + key), output);
        }
      }
      Stored.checkNoScratch(root);
    }
  }

  @Test
  void aForbiddenDirectoryConcernsItsObjectsOnly() throws Exception {
    Path root = directory.resolve("store");
    LocalStorage storage = Stored.store(root);
    Stored.put(storage, "locked/a", new byte[3]);
    Path locked = root.resolve("locked");
    assumeTrue(succeeds("chattr", "+i", locked.toString()), "needs root, and ext4 or the like");
    try {
      for (String key : List.of("locked/b", "locked/c/d")) {
        Denied denied = assertThrows(Denied.class, () -> Stored.put(storage, key, new byte[10]));
        assertEquals(Denied.Reason.FORBIDDEN, denied.reason());
        assertEquals(key, denied.where().object());
      }
      Stored.put(storage, "free", new byte[10]);
      assertFalse(Files.exists(locked.resolve("b")));
    } finally {
      assertTrue(succeeds("chattr", "-i", locked.toString()));
    }
    Stored.checkNoScratch(root);
  }
}
