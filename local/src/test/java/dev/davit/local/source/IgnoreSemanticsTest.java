package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ignore files mean what git means by them. */
class IgnoreSemanticsTest {
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path temporary) throws IOException {
    root = temporary.toRealPath();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.log           | a.log x/b.log c.txt        | c.txt",
        "/a              | a b/a                      | b/a",
        "a               | a b/a c                    | c",
        "a/              | b/a/x c                    | c",
        "x/y             | x/y z/x/y                  | z/x/y",
        "**/y            | y x/y z/x/y k              | k",
        "x/**            | x/a x/b/c y                | y",
        "x/**/z          | x/z x/a/z x/a/b/z x/y      | x/y",
        "*.log;!keep.log | a.log keep.log d/keep.log  | d/keep.log keep.log",
        "x/;!x/keep      | x/keep y                   | y",
        "x/*;!x/keep     | x/keep x/no y              | x/keep y",
        "a?c             | abc ac a/c                 | a/c ac",
        "[a-c].txt       | a.txt d.txt                | d.txt",
        "[!a-c].txt      | a.txt d.txt                | a.txt",
        "\\!x            | !x y                       | y",
        "\\#x            | #x y                       | y",
        "# x;#y          | y z                        | y z",
        "A               | a b                        | a b",
      })
  void patternsMeanWhatGitMeans(String rules, String files, String expected) throws Exception {
    Scans.write(root, files.split(" +"));
    Files.writeString(root.resolve(".davitignore"), rules.replace(';', '\n') + "\n");
    assertThat(Scans.paths(Scans.all(root))).containsExactly(expected.split(" +"));
    if (Scans.has("git")) {
      assertThat(filesOfGit()).containsExactlyElementsOf(sorted(List.of(expected.split(" +"))));
    }
  }

  @Test
  void nearerFilesDecideBeforeFartherOnes() throws Exception {
    Scans.write(root, "a.log", "d/a.log", "d/e/a.log", "d/e/f/a.log");
    Files.writeString(root.resolve(".davitignore"), "*.log\n");
    Files.writeString(root.resolve("d/.davitignore"), "!*.log\r\n");
    Files.writeString(root.resolve("d/e/f/.davitignore"), "\uFEFF/a.log\n");
    var changes = Scans.all(root);
    assertThat(Scans.paths(changes)).containsExactly("d/a.log", "d/e/a.log");
    assertThat(Scans.ignored(changes))
        .containsEntry("a.log", "FILTERED .davitignore:1 *.log")
        .containsEntry("d/e/f/a.log", "FILTERED d/e/f/.davitignore:1 /a.log");
  }

  @Test
  void theRuleIsNamedByItsLine() throws Exception {
    Scans.write(root, "a/x.o", "a/y");
    Files.writeString(root.resolve("a/.davitignore"), "# objects\n\n*.a\n*.o\n");
    assertThat(Scans.ignored(Scans.all(root)))
        .containsEntry("a/x.o", "FILTERED a/.davitignore:4 *.o");
  }

  @Test
  void randomPatternsMeanWhatGitMeans() throws Exception {
    assumeTrue(Scans.has("git"), "there is no git to compare with");
    Random random = new Random(20_26);
    makeTree();
    int ignoredSome = 0;
    for (int round = 0; round < 400; round++) {
      String rules = rules(random);
      Files.writeString(root.resolve(".davitignore"), rules);
      String nested = round % 2 == 0 ? rules(random) : "";
      Files.writeString(root.resolve("a/.davitignore"), nested);
      List<String> ours = Scans.paths(Scans.all(root));
      assertThat(sorted(ours))
          .as("round %d: %s and in a: %s", round, rules, nested)
          .containsExactlyElementsOf(filesOfGit());
      ignoredSome += !ours.isEmpty() && ours.size() < 90 ? 1 : 0;
    }
    assertThat(ignoredSome).isGreaterThan(150);
  }

  private void makeTree() throws IOException {
    String[] names = {"a", "b", "ab", "a.c", "b.c"};
    for (String first : names) {
      Scans.write(root, first + "/x", first + "/y.c");
      for (String second : names) {
        Scans.write(root, first + "/" + second + "/x", first + "/" + second + "/b.d");
      }
    }
    Scans.write(root, "x", "y.c", "z z", "b.d");
  }

  private static String rules(Random random) {
    String[] segments = {
      "a", "b", "x", "a*", "*", "?", "*.c", "**", "[ab]", "[!a]", "b.*", "a.c", "z z", "?b", "*b*"
    };
    StringBuilder rules = new StringBuilder();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      rules.append(random.nextInt(3) == 0 ? "!" : "").append(random.nextInt(4) == 0 ? "/" : "");
      int length = 1 + (random.nextInt(2) == 0 ? random.nextInt(3) : 0);
      for (int j = 0; j < length; j++) {
        rules.append(j > 0 ? "/" : "").append(segments[random.nextInt(segments.length)]);
      }
      rules.append(random.nextInt(4) == 0 ? "/" : "").append('\n');
    }
    return rules.toString();
  }

  /** Asks git which files it would not ignore, by the same ignore files. */
  private TreeSet<String> filesOfGit() throws Exception {
    if (!Files.exists(root.resolve(".git"))) {
      Scans.run(root, "git", "-c", "init.defaultBranch=x", "init", "-q", ".");
    }
    String listed =
        Scans.run(
            root, "git", "ls-files", "-z", "--others", "--exclude-per-directory=.davitignore");
    List<String> paths = new ArrayList<>(List.of(listed.split("\0")));
    paths.removeIf(path -> path.isEmpty() || path.endsWith(".davitignore"));
    return sorted(paths);
  }

  private static TreeSet<String> sorted(List<String> paths) {
    return new TreeSet<>(paths);
  }
}
