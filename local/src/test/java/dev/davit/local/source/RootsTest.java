package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RootsTest {
  private Path home = Path.of("");

  @BeforeEach
  void makeFiles(@TempDir Path temporary) throws IOException {
    home = temporary.toRealPath();
    Scans.write(home, "models/a.bin", "models/b.bin", "models/sub/c.bin", "other/d.bin");
  }

  private List<SourceRoot> roots(String... sources) {
    return Roots.of(List.of(sources).stream().map(home::resolve).toList());
  }

  private SourceRoot root(String folder, String... only) {
    return new SourceRoot(
        home.resolve(folder),
        List.of(only).stream()
            .map(RelativePath::of)
            .collect(java.util.stream.Collectors.toUnmodifiableSet()));
  }

  @Test
  void aFolderIsItsOwnRoot() {
    assertThat(roots("models")).containsExactly(root("models"));
  }

  @Test
  void filesBelongToTheFolderThatHoldsThem() {
    assertThat(roots("models/a.bin", "other/d.bin", "models/b.bin"))
        .containsExactly(root("models", "a.bin", "b.bin"), root("other", "d.bin"));
  }

  @Test
  void theSameSourceTwiceIsOne() {
    assertThat(roots("models", "models/../models", "models/a.bin")).containsExactly(root("models"));
    assertThat(roots("models/a.bin", "models")).containsExactly(root("models"));
    assertThat(roots("other/d.bin", "other/./d.bin")).containsExactly(root("other", "d.bin"));
  }

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "making symbolic links takes a privilege there")
  void aLinkToAFolderIsThatFolder() throws Exception {
    Files.createSymbolicLink(home.resolve("link"), home.resolve("models"));
    assertThat(roots("link", "models")).containsExactly(root("models"));
    assertThat(roots("link/a.bin")).containsExactly(root("models", "a.bin"));
    assertThat(roots("link/sub/../a.bin")).containsExactly(root("models", "a.bin"));
  }

  @Test
  void relativeSourcesAreRelativeToTheWorkingDirectory() throws Exception {
    Path here = Path.of("").toRealPath();
    assertThat(Roots.of(List.of(Path.of("")))).containsExactly(new SourceRoot(here, Set.of()));
    assertThat(Roots.of(List.of(Path.of(".")))).containsExactly(new SourceRoot(here, Set.of()));
  }

  @Test
  void aMissingSourceNamesWhatMayHaveBeenMeant() {
    assertThatThrownBy(() -> roots("modles/a.bin"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "The source %s does not exist. There is no modles in %s; did you mean models?",
            home.resolve("modles/a.bin"), home);
    assertThatThrownBy(() -> roots("models/entirely-different"))
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith("There is no entirely-different in " + home.resolve("models") + ".");
  }

  @Test
  void aFileInPlaceOfAFolderIsSaid() {
    assertThatThrownBy(() -> roots("models/a.bin/x"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not exist")
        .hasMessageContaining(home.resolve("models/a.bin") + " is a file");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such pipes")
  void aPipeIsRefused() throws Exception {
    Scans.run(home, "mkfifo", "pipe");
    assertThatThrownBy(() -> roots("pipe"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("pipe, socket or device");
  }

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "making symbolic links takes a privilege there")
  void aDanglingLinkIsSaid() throws Exception {
    Files.createSymbolicLink(home.resolve("dangling"), Path.of("nothing"));
    assertThatThrownBy(() -> roots("dangling"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("link");
  }
}
