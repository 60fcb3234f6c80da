package dev.davit.local.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException.Rejected;
import dev.davit.core.model.StorageException.Unusable;
import dev.davit.core.port.Listing;
import dev.davit.core.port.OnThisMachine;
import dev.davit.core.port.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPlacesTest {
  @TempDir Path directory;
  private Path root;
  private LocalStorage storage;

  @BeforeEach
  void connect() {
    root = directory.resolve("not/yet/there");
    storage = Stored.store(root);
  }

  private void remove(String key) {
    storage.facet(Removal.class).orElseThrow().remove(ObjectKey.of(key));
  }

  @Test
  void nothingIsMadeBeforeTheFirstWrite() throws IOException {
    assertTrue(storage.find(ObjectKey.of("a/b")).isEmpty());
    assertEquals(List.of(), Stored.list(storage));
    remove("a/b");
    storage.close();
    assertEquals(root, storage.facet(OnThisMachine.class).orElseThrow().directory());
    try (Stream<Path> made = Files.list(directory)) {
      assertEquals(List.of(), made.toList());
    }
  }

  @Test
  void onlyTheObjectsAreLeftWhenItIsClosed() throws Exception {
    Stored.put(storage, "short", Stored.content(1, 10));
    Stored.put(storage, "long", Stored.content(1, 20_000));
    assertTrue(Files.isDirectory(root.resolve(".davit")));
    storage.close();
    try (Stream<Path> left = Files.list(root)) {
      assertEquals(
          List.of("long", "short"), left.map(p -> p.getFileName().toString()).sorted().toList());
    }
    Stored.put(storage, "more", Stored.content(2, 10));
    assertArrayEquals(Stored.content(2, 10), Files.readAllBytes(root.resolve("more")));
  }

  @ParameterizedTest
  @ValueSource(strings = {".davit", ".davit/x", ".davit/tmp/x", ".davit/uploads/x/data"})
  void itsOwnDirectoryIsReserved(String key) throws Exception {
    assertThrows(Rejected.class, () -> Stored.put(storage, key, new byte[1]));
    assertThrows(Rejected.class, () -> Stored.put(storage, key, new byte[20_000]));
    assertThrows(Rejected.class, () -> storage.find(ObjectKey.of(key)));
    assertThrows(Rejected.class, () -> remove(key));
    Stored.put(storage, key.replace(".davit", ".davits"), new byte[1]);
    Stored.put(storage, "x/" + key, new byte[1]);
    assertEquals(2, Stored.list(storage).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20_000})
  void aLinkAboveAnObjectIsNotFollowed(int length) throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside/dir"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("link"), outside.getParent());
    Files.write(outside.resolve("secret"), new byte[3]);
    for (String key : List.of("link/x", "link/dir/x", "link/dir/secret")) {
      String why =
          assertThrows(Rejected.class, () -> Stored.put(storage, key, new byte[length]))
              .getMessage();
      assertTrue(why.contains("symbolic link"), why);
      assertTrue(storage.find(ObjectKey.of(key)).isEmpty());
      remove(key);
    }
    assertEquals(List.of(), Stored.list(storage));
    assertEquals(3, Files.size(outside.resolve("secret")));
    try (Stream<Path> left = Files.walk(directory.resolve("outside"))) {
      assertEquals(3, left.count());
    }
  }

  /** The link is replaced, as a file would be; what it led to is not touched. */
  @Test
  void aLinkInPlaceOfAnObjectIsNoObject() throws Exception {
    Path outside = Files.write(directory.resolve("outside"), new byte[3]);
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("link"), outside);
    assertTrue(storage.find(ObjectKey.of("link")).isEmpty());
    assertEquals(List.of(), Stored.list(storage));
    remove("link");
    assertTrue(Files.isSymbolicLink(root.resolve("link")));
    Stored.put(storage, "link", new byte[5]);
    assertFalse(Files.isSymbolicLink(root.resolve("link")));
    assertEquals(3, Files.size(outside));
  }

  @Test
  void removalLeavesDirectories() throws Exception {
    Stored.put(storage, "a/b", new byte[1]);
    Files.createDirectories(root.resolve("mine"));
    remove("a/b");
    remove("mine");
    assertTrue(Files.isDirectory(root.resolve("a")));
    assertTrue(Files.isDirectory(root.resolve("mine")));
  }

  @Test
  void directoriesThatVanishAreMadeAgain() throws Exception {
    Stored.put(storage, "a/b/c", new byte[1]);
    Files.delete(root.resolve("a/b/c"));
    Files.delete(root.resolve("a/b"));
    Files.delete(root.resolve(".davit/tmp"));
    Stored.put(storage, "a/b/d", new byte[2]);
    assertEquals(2, Files.size(root.resolve("a/b/d")));
    Files.delete(root.resolve("a/b/d"));
    Files.delete(root.resolve("a/b"));
    Files.write(root.resolve("a/b"), new byte[1]);
    assertThrows(Rejected.class, () -> Stored.put(storage, "a/b/e", new byte[2]));
  }

  /** It may be a disk that is not mounted any more: nothing goes to another one instead. */
  @Test
  void aRootThatVanishesIsNotMadeAgain() throws Exception {
    Stored.put(storage, "a", new byte[1]);
    Files.move(root, directory.resolve("elsewhere"));
    String why =
        assertThrows(Unusable.class, () -> Stored.put(storage, "b", new byte[1])).getMessage();
    assertTrue(why.contains("gone"), why);
    assertFalse(Files.exists(root));
  }

  @Test
  void aFileInPlaceOfTheRootIsSaid() throws Exception {
    Files.createDirectories(root.getParent());
    Files.write(root, new byte[1]);
    String why =
        assertThrows(Unusable.class, () -> Stored.put(storage, "b", new byte[1])).getMessage();
    assertTrue(why.contains(root.toString()) && why.contains("choose another directory"), why);
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsSaid() {
    storage = Stored.store(Path.of("/proc/davit/store"));
    String why =
        assertThrows(Unusable.class, () -> Stored.put(storage, "b", new byte[1])).getMessage();
    assertTrue(why.contains("/proc/davit/store"), why);
  }

  @Test
  void whatKilledProcessesLeftIsRemovedWhenOld() throws Exception {
    Path scratch = Files.createDirectories(root.resolve(".davit/tmp"));
    Path old = Files.write(scratch.resolve("old"), new byte[1]);
    Path young = Files.write(scratch.resolve("young"), new byte[1]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Stored.put(storage, "b", new byte[1]);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void listingGoesOnWhenDirectoriesVanish() throws Exception {
    Stored.put(storage, "a/1", new byte[1]);
    Stored.put(storage, "b/1", new byte[1]);
    Stored.put(storage, "c/1", new byte[1]);
    try (var objects = storage.facet(Listing.class).orElseThrow().list("")) {
      var iterator = objects.iterator();
      assertEquals("a/1", iterator.next().key().value());
      Files.delete(root.resolve("b/1"));
      Files.delete(root.resolve("b"));
      assertEquals("c/1", iterator.next().key().value());
      assertFalse(iterator.hasNext());
    }
  }
}
