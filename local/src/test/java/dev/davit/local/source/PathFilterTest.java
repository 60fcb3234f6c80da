package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathFilterTest {
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path temporary) throws IOException {
    root = temporary.toRealPath();
  }

  private static Optional<IgnoredReason> judge(SourceOptions options, String name) {
    return new PathFilter(options)
        .root(IgnoreRules.NONE)
        .judgeFile(name)
        .map(PathFilter.Refusal::reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".svn",
        ".hg",
        "x~",
        ".x.swp",
        "#x#",
        ".#x",
        "x.tmp",
        "~$x.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "x.part",
        "x.partial",
        "x.crdownload",
        "x.download",
        ".env",
        ".env.local",
        "x.pem",
        "X.PEM",
        "id_rsa",
        "id_rsa.old",
        "id_ed25519",
        "id_ecdsa",
        ".credentials",
        "upload_credentials.json",
        "AccessKey.csv",
        ".ssh",
        ".nfs000000001",
        "x.kdbx"
      })
  void systemFilesAreNotTaken(String name) {
    assertThat(judge(SourceOptions.defaults(), name)).contains(IgnoredReason.SYSTEM);
    assertThat(judge(SourceOptions.builder().takeAll().build(), name)).isEmpty();
    assertThat(judge(SourceOptions.builder().include(List.of("*")).build(), name))
        .contains(IgnoredReason.SYSTEM);
    assertThat(
            judge(
                SourceOptions.builder().include(List.of(name.replaceAll("^#", "\\\\#"))).build(),
                name))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "git",
        "x.txt",
        "env",
        "x.env",
        "party",
        "x.parts",
        "temp",
        "CVS",
        "lost+found",
        "AccessKeys.csv",
        "credentials.json",
        "#x",
        "x#",
        "~x",
        "swp",
        "part",
        "é",
        "Ünicode.é"
      })
  void ordinaryFilesAreTaken(String name) {
    assertThat(judge(SourceOptions.defaults(), name)).isEmpty();
  }

  @Test
  void aWildcardTakesNoSecretUnlessItIsAboutSecrets() {
    assertThat(taken("*.json", "upload_credentials.json")).isFalse();
    assertThat(taken("*", ".env")).isFalse();
    assertThat(taken(".*", ".env")).isFalse();
    assertThat(taken(".*", ".hidden")).isTrue();
    assertThat(taken("?hidden", ".hidden")).isFalse();
    assertThat(taken("*.pem", "server.pem")).isTrue();
    assertThat(taken("server*.pem", "server-1.pem")).isTrue();
    assertThat(taken("other*.pem", "server-1.pem")).isFalse();
    assertThat(taken(".env*", ".env")).isTrue();
    assertThat(taken("/.env", ".env")).isTrue();
    assertThat(taken("!.env", ".env")).isFalse();
    assertThat(taken("id_rsa*", "id_rsa")).isTrue();
    assertThat(taken("id_*", "id_rsa")).isFalse();
    assertThat(taken("[a-z]*.pem", "server.pem")).isTrue();
  }

  private static boolean taken(String include, String name) {
    return judge(SourceOptions.builder().include(List.of(include)).build(), name).isEmpty();
  }

  @Test
  void anIncludePatternOpensTheHiddenFolderItNames() throws Exception {
    Scans.write(root, ".github/workflows/ci.yml", ".github/.cache/x.yml", ".other/a.yml", "b.yml");
    assertThat(paths(".github/**")).containsExactly(".github/workflows/ci.yml");
    assertThat(paths(".github/")).containsExactly(".github/workflows/ci.yml");
    assertThat(paths("*.yml")).containsExactly("b.yml");
    assertThat(paths("*.yml", ".github/")).containsExactly(".github/workflows/ci.yml", "b.yml");
  }

  private List<String> paths(String... include) throws InterruptedException {
    return Scans.paths(Scans.all(root, SourceOptions.builder().include(List.of(include)).build()));
  }

  @Test
  void everyBuiltInRuleCanBeFound() {
    for (String name : List.of("CVS", "lost+found")) {
      assertThat(BuiltInRules.INSTANCE.find(name, true)).isPresent();
      assertThat(BuiltInRules.INSTANCE.find(name, false)).isEmpty();
    }
    assertThat(BuiltInRules.INSTANCE.find("#a#", false).orElseThrow().text())
        .isEqualTo("built-in rule \\#*# (files that editors keep for a while)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "taken",
      value = {
        "plain                | plain          | taken        | no rule speaks against it",
        "folder               | folder         | taken        | no rule speaks against it",
        ".hidden/deep/file    | .hidden        | HIDDEN       | the name begins with a dot",
        "folder/server.pem    | folder/server.pem | SYSTEM    | built-in rule *.pem (secrets)",
        "folder/a.log         | folder/a.log   | FILTERED     | .davitignore:2 *.log",
        "folder/keep.log      | folder/keep.log | taken       | folder/.davitignore:1 !keep.log",
        "build/x              | build          | FILTERED     | --exclude build/",
        "folder/large         | folder/large   | OUT_OF_BOUNDS | 200 bytes are more than --max-size 100",
        "gone                 | gone           | UNREADABLE   | it is gone",
        "gone/deeper          | gone           | UNREADABLE   | it is gone",
      })
  void explainsOnePath(String path, String decided, String reason, String rule) throws Exception {
    Scans.write(root, "plain", ".hidden/deep/file", "folder/server.pem", "folder/a.log", "build/x");
    Scans.write(root, "folder/keep.log", "folder/large");
    Files.writeString(root.resolve("folder/large"), "x".repeat(200));
    Files.writeString(root.resolve(".davitignore"), "#\n*.log\n");
    Files.writeString(root.resolve("folder/.davitignore"), "!keep.log\n");
    SourceOptions options =
        SourceOptions.builder().exclude(List.of("build/")).sizes(0, 100).build();
    Explanation explained =
        Explanation.of(
            new SourceRoot(root, Set.of()), options, Clock.systemUTC(), RelativePath.of(path));
    assertThat(explained)
        .isEqualTo(
            new Explanation(
                RelativePath.of(decided.equals("gone") ? path : decided),
                Optional.ofNullable(reason).map(IgnoredReason::valueOf),
                rule));
  }

  @Test
  void explainsWhatTheScanDoes() throws Exception {
    Scans.write(root, "a", ".b", "c.pem", "d/e.log", "d/f", "g/h/i", "j.tmp");
    Files.writeString(root.resolve(".davitignore"), "*.log\n/g/h\n");
    SourceOptions options = SourceOptions.builder().exclude(List.of("f")).build();
    var changes = Scans.all(root, options);
    assertThat(Scans.ignored(changes)).hasSize(7);
    Scans.ignored(changes)
        .forEach((path, why) -> {
          Explanation explained = explain(options, path);
          assertThat(explained.reason().orElseThrow() + " " + explained.rule()).isEqualTo(why);
        });
    assertThat(Scans.paths(changes))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(explain(options, path).reason()).isEmpty());
  }

  private Explanation explain(SourceOptions options, String path) {
    return Explanation.of(
        new SourceRoot(root, Set.of()), options, Clock.systemUTC(), RelativePath.of(path));
  }
}
