package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.port.Change;
import dev.davit.core.spi.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "making symbolic links takes a privilege there")
class LinksTest {
  private static final SourceOptions FOLLOW = SourceOptions.builder().followLinks().build();

  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("source"));
  }

  private void link(String name, String target) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  @Test
  void aFileBehindALinkIsReadAtItsRealPath() throws Exception {
    Scans.write(root, "a/b/file");
    link("c", "a/b");
    link("d", "c/file");
    List<Change> changes = Scans.all(root, FOLLOW);
    assertThat(Scans.paths(changes)).containsExactly("a/b/file", "c/file", "d");
    for (var file : Scans.files(changes)) {
      assertThat(Scans.read(file)).asString().isEqualTo("a/b/file");
      assertThat(file.content().look()).isEqualTo(file.fingerprint());
    }
  }

  @Test
  void circlesEnd() throws Exception {
    Scans.write(root, "a/file", "b/file");
    link("a/to-b", "../b");
    link("b/to-a", "../a");
    link("self", "self");
    link("dot", ".");
    List<Change> changes = Scans.all(root, FOLLOW);
    assertThat(Scans.paths(changes))
        .containsExactly("a/file", "a/to-b/file", "b/file", "b/to-a/file");
    assertThat(Scans.ignored(changes))
        .containsOnlyKeys("a/to-b/to-a", "b/to-a/to-b", "dot", "self")
        .allSatisfy((path, why) -> assertThat(why).startsWith("SYMLINK it leads in a circle"));
  }

  @Test
  void aLinkDoesNotLeadOutNotEvenThroughAnother() throws Exception {
    Path outside = Files.createDirectory(root.resolveSibling("source-too"));
    Files.writeString(outside.resolve("secret"), "");
    Scans.write(root, "file");
    link("absolute", outside.toString());
    link("relative", "../source-too/secret");
    link("a/chain", "../absolute/secret");
    link("dangling", "nowhere");
    List<Change> changes = Scans.all(root, FOLLOW);
    assertThat(Scans.paths(changes)).containsExactly("file");
    assertThat(Scans.ignored(changes))
        .containsOnlyKeys("a/chain", "absolute", "dangling", "relative")
        .containsEntry("dangling", "SYMLINK what it leads to does not exist")
        .containsEntry("absolute", "SYMLINK it leads out of the source, to " + outside)
        .containsEntry("a/chain", "SYMLINK it leads out of the source, to " + outside + "/secret")
        .containsEntry("relative", "SYMLINK it leads out of the source, to " + outside + "/secret");
  }

  @Test
  void aLinkDoesNotLeadPastARule() throws Exception {
    Scans.write(root, ".secrets/key", "server.pem", "logs/a.log", "ok/file", "ok/.davitignore");
    Files.writeString(root.resolve(".davitignore"), "logs/\n");
    Files.writeString(root.resolve("ok/.davitignore"), "not-me\n");
    Scans.write(root, "ok/not-me");
    link("x-hidden", ".secrets/key");
    link("x-folder", ".secrets");
    link("x-system", "server.pem");
    link("x-filtered", "logs/a.log");
    link("x-nested", "ok/not-me");
    link("x-fine", "ok/file");
    List<Change> changes = Scans.all(root, FOLLOW);
    assertThat(Scans.paths(changes)).containsExactly("ok/file", "x-fine");
    assertThat(Scans.ignored(changes))
        .containsEntry(
            "x-hidden", "SYMLINK it leads to what is not taken: the name begins with a dot")
        .containsEntry(
            "x-folder", "SYMLINK it leads to what is not taken: the name begins with a dot")
        .containsEntry(
            "x-system", "SYMLINK it leads to what is not taken: built-in rule *.pem (secrets)")
        .containsEntry("x-filtered", "SYMLINK it leads to what is not taken: .davitignore:1 logs/")
        .containsEntry(
            "x-nested", "SYMLINK it leads to what is not taken: ok/.davitignore:1 not-me");
  }

  @Test
  void aFolderBehindALinkStandsWhereItsNameAndASlashStand() throws Exception {
    Scans.write(root, "real/file", "l-x");
    link("l", "real");
    assertThat(Scans.paths(Scans.all(root, FOLLOW))).containsExactly("l-x", "l/file", "real/file");
  }
}
