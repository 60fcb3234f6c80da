package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("source"));
  }

  /** Java cannot delete what is deeper than a path may be long. */
  @AfterEach
  void removeRoot() throws Exception {
    if (Scans.has("rm")) {
      Scans.run(root, "rm", "-rf", root.toString());
    }
  }

  private static List<Change> walk(Path root, int namesLimit, int most) {
    Tree tree = Tree.at(root);
    SourceOptions options = SourceOptions.defaults();
    Judge judge = new Judge(tree, options, Clock.systemUTC());
    List<Change> changes = new ArrayList<>();
    try (Walk walk = new Walk(tree, judge, options, namesLimit)) {
      boolean ended = false;
      while (!ended) {
        List<Change> batch = new ArrayList<>();
        ended = walk.find(batch, most);
        assertThat(batch.size()).isLessThanOrEqualTo(most);
        changes.addAll(batch);
      }
    }
    return changes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 2_000, 1_000_000})
  void aFolderThatDoesNotFitIsListedAgain(int limit) throws Exception {
    TreeSet<RelativePath> expected = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      String path = "n" + i + (i % 3 == 0 ? "/x" : i % 3 == 1 ? "-y" : "");
      Scans.write(root, path);
      expected.add(RelativePath.of(path));
    }
    Scans.write(root, ".davitignore", "zz/0", "n5.tmp");
    Files.writeString(root.resolve(".davitignore"), "zz/\n");
    List<Change> changes = walk(root, limit, 7);
    assertThat(Scans.paths(changes))
        .containsExactlyElementsOf(expected.stream().map(RelativePath::value).toList());
    assertThat(Scans.ignored(changes)).containsOnlyKeys(".davitignore", "n5.tmp", "zz");
  }

  @Test
  void deepFoldersAreWalkedWithoutHoldingThemAllOpen() throws Exception {
    StringBuilder path = new StringBuilder("d");
    for (int i = 0; i < 300; i++) {
      path.append("/d");
    }
    Scans.write(root, path + "/file", "d/d/after");
    assertThat(Scans.paths(Scans.all(root))).containsExactly("d/d/after", path + "/file");
    assertThat(Scans.read(Scans.files(Scans.all(root)).getLast())).hasSize(path.length() + 5);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the longest path differs")
  void whatIsDeeperThanAPathMayBeLongIsIgnoredWithTheReason() throws Exception {
    String half = String.join("/", Collections.nCopies(15, "n".repeat(200)));
    Scans.write(root, half + "/x", "aside/" + half + "/file");
    Files.move(root.resolve("aside"), root.resolve(half).resolve("y"));
    Scans.write(root, "zz");
    List<Change> changes = Scans.all(root);
    assertThat(Scans.paths(changes)).containsExactly(half + "/x", "zz");
    assertThat(Scans.ignored(changes)).hasSize(1);
    Map.Entry<String, String> ignored = Scans.ignored(changes).entrySet().iterator().next();
    assertThat(ignored.getKey().length()).isGreaterThan(3_700);
    assertThat(ignored.getValue()).startsWith("UNREADABLE its path is longer than");
  }

  @Test
  void anIgnoreFileThatCannotBeUnderstoodKeepsItsFolderOut() throws Exception {
    Scans.write(root, "a/file", "a/.davitignore", "b/file", "b/.davitignore/file");
    Files.writeString(root.resolve("a/.davitignore"), "*.o\nsecret[\n");
    List<Change> changes = Scans.all(root);
    assertThat(Scans.paths(changes)).isEmpty();
    assertThat(Scans.ignored(changes))
        .containsEntry("a", "UNREADABLE a/.davitignore:2 secret[: is not a gitignore pattern")
        .hasEntrySatisfying("b", why -> assertThat(why).startsWith("UNREADABLE its .davitignore"));
  }

  @Test
  void anIgnoreFileOfTheSourceThatCannotBeUnderstoodEndsTheScan() throws Exception {
    Scans.write(root, ".davitignore", "file");
    Files.writeString(root.resolve(".davitignore"), "[");
    assertThatThrownBy(() -> Scans.all(root))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(".davitignore:1 [");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs unix-domain sockets and /dev")
  void socketsAndPipesAndLinksToDevicesAreNotOpened() throws Exception {
    Scans.write(root, "file");
    Scans.run(root, "mkfifo", "pipe");
    Files.createSymbolicLink(root.resolve("null"), Path.of("/dev/null"));
    try (var socket =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      socket.bind(java.net.UnixDomainSocketAddress.of(root.resolve("socket")));
      for (SourceOptions options :
          List.of(
              SourceOptions.defaults(), SourceOptions.builder().takeAll().followLinks().build())) {
        List<Change> changes = Scans.all(root, options);
        assertThat(Scans.paths(changes)).containsExactly("file");
        assertThat(Scans.ignored(changes))
            .containsEntry("pipe", "SPECIAL a pipe, socket or device")
            .containsEntry("socket", "SPECIAL a pipe, socket or device")
            .hasEntrySatisfying("null", why -> assertThat(why).startsWith("SYMLINK"))
            .hasSize(3);
      }
    }
  }

  @Test
  void aSourceInAFolderThatIsNeverEnteredIsRefused() {
    SourceOptions options = SourceOptions.defaults().withNeverBelow(List.of(root.getParent()));
    assertThatThrownBy(() -> Scans.all(root, options))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("never entered");
  }

  @Test
  void aFolderThatIsNeverEnteredIsRecognisedBehindALinkAndBeforeItExists() throws Exception {
    Scans.write(root, "real/x/state/db", "real/file");
    Files.createSymbolicLink(root.resolve("alias"), root.resolve("real"));
    SourceOptions options =
        SourceOptions.builder()
            .followLinks()
            .build()
            .withNeverBelow(List.of(root.resolve("alias/x"), root.resolve("alias/later")));
    assertThat(Scans.paths(Scans.all(root, options))).containsExactly("alias/file", "real/file");
    Scans.write(root, "real/later/db");
    assertThat(Scans.paths(Scans.all(root, options))).containsExactly("alias/file", "real/file");
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    SourceOptions options = SourceOptions.builder().exclude(List.of("[")).build();
    assertThatThrownBy(() -> Scans.all(root, options))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("--exclude [");
  }
}
