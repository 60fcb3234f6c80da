package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Conflict;
import dev.davit.core.port.Removal;
import dev.davit.core.spi.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that some file systems take for one. */
class TwinsTest {
  @TempDir Path directory;

  /** Speaks as a file system that folds would. */
  private static final Twins PRETENDED =
      file -> {
        if (!Files.isDirectory(file.getParent())) {
          return Optional.empty();
        }
        try (Stream<Path> siblings = Files.list(file.getParent())) {
          return siblings
              .map(Names::segment)
              .filter(name -> folded(name).equals(folded(Names.segment(file))))
              .filter(name -> !name.equals(Names.segment(file)))
              .findAny();
        }
      };

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private LocalStorage pretending() {
    return new LocalStorage(
        new Tree(directory, new LocalErrors(directory), PRETENDED),
        new LocalStorage.Sizes(8192, 4096),
        new SplittableRandom(1));
  }

  private static void assertTwin(LocalStorage storage, Path root, String one, String other)
      throws Exception {
    byte[] content = Stored.content(1, 10);
    Stored.put(storage, one, content);
    for (int length : new int[] {10, 20_000}) {
      Conflict conflict =
          assertThrows(Conflict.class, () -> Stored.put(storage, other, new byte[length]));
      assertTrue(conflict.getMessage().contains("rename one"), conflict::getMessage);
    }
    assertTrue(storage.find(ObjectKey.of(other)).isEmpty());
    storage.facet(Removal.class).orElseThrow().remove(ObjectKey.of(other));
    assertArrayEquals(content, Files.readAllBytes(Stored.at(root, ObjectKey.of(one))));
    assertEquals(10, storage.find(ObjectKey.of(one)).orElseThrow().length());
    Stored.put(storage, one, new byte[5]);
    assertEquals(5, Files.size(Stored.at(root, ObjectKey.of(one))));
    assertEquals(List.of(one), Stored.list(storage));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name|NAME", "1/A|1/a", "\u00e9|e\u0301"})
  void aTwinIsAConflict(String keys) throws Exception {
    try (LocalStorage storage = pretending()) {
      String[] both = keys.split("\\|", -1);
      assertTwin(storage, directory, both[0], both[1]);
    }
  }

  @Test
  void aTwinOfADirectoryIsAConflict() throws Exception {
    try (LocalStorage storage = pretending()) {
      Stored.put(storage, "dir/1", new byte[10]);
      assertTrue(storage.find(ObjectKey.of("DIR/1")).isEmpty());
      assertThrows(Conflict.class, () -> Stored.put(storage, "DIR/1", new byte[5]));
      assertThrows(Conflict.class, () -> Stored.put(storage, "DIR/2", new byte[20_000]));
      assertEquals(List.of("dir/1"), Stored.list(storage));
    }
  }

  @Test
  void oneOfManyTwinsAtOnceWins() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    try (LocalStorage storage = pretending();
        Tasks.Scope scope = Tasks.virtual().scope()) {
      for (String key : List.of("abc", "Abc", "aBc", "abC", "ABc", "aBC", "AbC", "ABC")) {
        scope.fork(
            Tasks.virtual().lane(8),
            () -> {
              try {
                Stored.put(storage, key, new byte[10]);
              } catch (Conflict e) {
                conflicts.incrementAndGet();
              }
            });
      }
      scope.join();
      assertEquals(7, conflicts.get());
      assertEquals(1, Stored.list(storage).size());
    }
  }

  private Path name(String name) {
    return Stored.at(directory, ObjectKey.of(name));
  }

  @Test
  void hereTheRuleIsFoundOut() throws IOException {
    Path file = Files.createFile(name("Probe-\u00e9"));
    boolean folds = Files.exists(name("probe-\u00e9")) || Files.exists(name("Probe-e\u0301"));
    assertEquals(folds ? Twins.FOLDING : Twins.NONE, Twins.around(file));
    assertEquals(Optional.empty(), Twins.FOLDING.of(file));
    assertEquals(Optional.empty(), Twins.FOLDING.of(directory.resolve("absent")));
  }

  @Test
  void aRealFileSystemThatFoldsIsNoticed() throws Exception {
    Path image = directory.resolve("image");
    Path disk = Files.createDirectory(directory.resolve("disk"));
    boolean mounted =
        succeeds("truncate", "-s", "16M", image.toString())
            && succeeds("mkfs.ext4", "-q", "-O", "casefold", image.toString())
            && succeeds("mount", "-o", "loop", image.toString(), disk.toString());
    assumeTrue(mounted, "needs root and a kernel with CONFIG_UNICODE, for ext4 that folds case");
    try {
      Path root = Files.createDirectory(disk.resolve("store"));
      assertTrue(succeeds("chattr", "+F", root.toString()));
      for (String keys : List.of("name|NAME", "d/x|D/x", "\u00e9|e\u0301")) {
        Path own = Files.createDirectory(root.resolve("own-" + keys.hashCode()));
        try (LocalStorage storage = Stored.store(own)) {
          String[] both = keys.split("\\|", -1);
          assertTwin(storage, own, both[0], both[1]);
        }
      }
    } finally {
      assertTrue(succeeds("umount", disk.toString()));
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
}
