package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Appeared;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.Content;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a scan must do: {@link ChangeSource} as far as it ends by itself, and {@link SourceOptions}.
 */
@Timeout(60)
public abstract class ChangeSourceContract {

  /** For tests of adapters. */
  protected ChangeSourceContract() {}

  /**
   * Begins a scan of a folder on the default file system.
   *
   * @throws SourceException if the root cannot be read
   */
  protected abstract ChangeSource scan(SourceRoot root, SourceOptions options);

  /** The folder that is scanned. */
  private Path root = Path.of("");

  /** A folder outside of it. */
  private Path outside = Path.of("");

  @BeforeEach
  void makeFolders(@TempDir Path temporary) throws IOException {
    Path real = temporary.toRealPath();
    root = Files.createDirectory(real.resolve("source"));
    outside = Files.createDirectory(real.resolve("outside"));
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<Change> scanAll(SourceOptions options) throws InterruptedException {
    return scanAll(new SourceRoot(root, Set.of()), options);
  }

  private List<Change> scanAll(SourceRoot of, SourceOptions options) throws InterruptedException {
    try (ChangeSource source = scan(of, options)) {
      return drain(source);
    }
  }

  private static List<Change> drain(ChangeSource source) throws InterruptedException {
    List<Change> changes = new ArrayList<>();
    ChangeSource.Batch batch;
    do {
      batch = source.poll(Duration.ofSeconds(10));
      changes.addAll(batch.changes());
    } while (!batch.ended());
    return changes;
  }

  private static List<String> appeared(List<Change> changes) {
    return changes.stream()
        .filter(Appeared.class::isInstance)
        .map(change -> ((Appeared) change).file().path().value())
        .toList();
  }

  private static Map<String, IgnoredReason> ignored(List<Change> changes) {
    return changes.stream()
        .filter(Ignored.class::isInstance)
        .map(Ignored.class::cast)
        .collect(
            Collectors.toMap(i -> i.path().value(), Ignored::reason, (a, b) -> a, TreeMap::new));
  }

  private Content content(String path) throws InterruptedException {
    return scanAll(SourceOptions.builder().takeAll().build()).stream()
        .filter(Appeared.class::isInstance)
        .map(change -> ((Appeared) change).file())
        .filter(file -> file.path().value().equals(path))
        .findFirst()
        .orElseThrow()
        .content();
  }

  /** Every file, once, in order. */
  @Nested
  class Finding {

    @Test
    void anEmptyFolderEndsWithoutAFile() throws Exception {
      assertThat(scanAll(SourceOptions.defaults())).isEmpty();
    }

    @Test
    void everyFileIsFoundOnce() throws Exception {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 1_200; i++) {
        String path = "f" + i % 7 + "/g" + i % 50 + "/" + i;
        write(path, "");
        expected.add(path);
      }
      assertThat(appeared(scanAll(SourceOptions.defaults())))
          .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void pathsAreInOrderThoughNamesAndSlashesMix() throws Exception {
      Random random = new Random(5);
      String[] parts = {"a", "b", "-", "!", "0", "~", "é", "\uFF5E", "😀", " "};
      for (int i = 0; i < 600; i++) {
        StringBuilder path = new StringBuilder("x");
        for (int j = random.nextInt(1, 6); j > 0; j--) {
          path.append(parts[random.nextInt(parts.length)]);
          path.append(random.nextInt(3) == 0 ? "/y" : "");
        }
        if (!Files.exists(root.resolve(path.toString())) && isFreeOfFiles(path.toString())) {
          write(path.toString(), "");
        }
      }
      write("a/b", "");
      write("a-b", "");
      write("a.b", "");
      write("a0", "");
      List<RelativePath> found =
          appeared(scanAll(SourceOptions.defaults())).stream().map(RelativePath::of).toList();
      assertThat(found).hasSizeGreaterThan(200).isSorted().doesNotHaveDuplicates();
      assertThat(found.stream().map(RelativePath::value))
          .containsSubsequence("a-b", "a.b", "a/b", "a0");
    }

    private boolean isFreeOfFiles(String path) {
      boolean free = true;
      for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
        free &= !Files.isRegularFile(root.resolve(path.substring(0, i)));
      }
      return free;
    }

    @Test
    void fingerprintsAreWhatALookTells() throws Exception {
      Path file = write("a.txt", "content");
      Appeared found = (Appeared) scanAll(SourceOptions.defaults()).getFirst();
      Fingerprint fingerprint = found.file().fingerprint();
      assertThat(fingerprint).isEqualTo(found.file().content().look());
      assertThat(fingerprint.length()).isEqualTo(7);
      assertThat(fingerprint.modifiedNanos())
          .isEqualTo(
              Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS));
    }

    @Test
    void onlyTheNamedFilesAreLookedAt() throws Exception {
      write("a", "");
      write("b", "");
      write("c/d", "");
      Set<RelativePath> only = Set.of(RelativePath.of("b"), RelativePath.of("c/d"));
      assertThat(appeared(scanAll(new SourceRoot(root, only), SourceOptions.defaults())))
          .containsExactly("b", "c/d");
    }

    @Test
    void aNamedFileThatIsGoneIsAFailure() throws Exception {
      SourceRoot named = new SourceRoot(root, Set.of(RelativePath.of("gone")));
      assertThat(ignored(scanAll(named, SourceOptions.defaults())))
          .containsExactly(Map.entry("gone", IgnoredReason.UNREADABLE));
    }
  }

  /** Names come back as they are. */
  @Nested
  class Names {

    @Test
    void namesAreKeptToTheLetter() throws Exception {
      List<String> names =
          List.of(
              "plain.txt",
              "with space and  two",
              " leading",
              "trailing ",
              "dot.",
              "composed-é",
              "decomposed-e\u0301",
              "emoji-👩‍🚀",
              "中文-файл",
              "quote'\"`$(x)",
              "${jndi:x}",
              "%41%2F%FF",
              "+&=#;,@",
              "a".repeat(255),
              "é".repeat(127),
              "😀".repeat(63));
      List<String> made = new ArrayList<>();
      for (String name : names) {
        if (canBeMade(name)) {
          made.add(name);
        }
      }
      assertThat(made).hasSizeGreaterThan(4);
      assertThat(appeared(scanAll(SourceOptions.defaults())))
          .containsExactlyInAnyOrderElementsOf(made);
      for (String name : made) {
        assertThat(text(content(name))).isEqualTo(name);
      }
    }

    @Test
    void theEscapeCharacterIsDoubled() throws Exception {
      assumeTrue(canBeMade("a\u201Bb"), "the name cannot be made here");
      assertThat(appeared(scanAll(SourceOptions.defaults()))).containsExactly("a\u201B\u201Bb");
      assertThat(text(content("a\u201B\u201Bb"))).isEqualTo("a\u201Bb");
    }

    private boolean canBeMade(String name) {
      try {
        write(name, name);
        return true;
      } catch (IOException | IllegalArgumentException e) {
        return false; // another platform, another locale
      }
    }

    private String text(Content content) throws IOException {
      byte[] bytes = new byte[1024];
      try (Content.Reading reading = content.open()) {
        return new String(bytes, 0, reading.read(0, bytes, 0, 1024), StandardCharsets.UTF_8);
      }
    }
  }

  /** What is not taken is said, with the reason. */
  @Nested
  class Ignoring {

    private void writeOneOfEach() throws IOException {
      for (String path :
          List.of(
              "keep.txt",
              ".hidden",
              ".config/inner",
              "draft~",
              "movie.mp4.part",
              "server.pem",
              ".env",
              ".git/config",
              "build/out.o")) {
        write(path, path);
      }
      write(".davitignore", "build/\n");
    }

    @Test
    void hiddenAndSystemFilesStayUnlessAskedFor() throws Exception {
      writeOneOfEach();
      List<Change> changes = scanAll(SourceOptions.defaults());
      assertThat(appeared(changes)).containsExactly("keep.txt");
      assertThat(ignored(changes))
          .containsEntry(".hidden", IgnoredReason.HIDDEN)
          .containsEntry(".config", IgnoredReason.HIDDEN)
          .containsEntry("draft~", IgnoredReason.SYSTEM)
          .containsEntry("movie.mp4.part", IgnoredReason.SYSTEM)
          .containsEntry("server.pem", IgnoredReason.SYSTEM)
          .containsKeys(".env", ".git", ".davitignore")
          .containsEntry("build", IgnoredReason.FILTERED)
          .doesNotContainKeys(".git/config", ".config/inner", "build/out.o");
      assertThat(appeared(scanAll(SourceOptions.builder().takeAll().build())))
          .containsExactlyInAnyOrder(
              "keep.txt",
              ".hidden",
              ".config/inner",
              "draft~",
              "movie.mp4.part",
              "server.pem",
              ".env",
              ".git/config",
              ".davitignore");
    }

    @Test
    void everyReasonHasADetail() throws Exception {
      writeOneOfEach();
      assertThat(scanAll(SourceOptions.defaults()))
          .filteredOn(Ignored.class::isInstance)
          .hasSizeGreaterThan(5)
          .allSatisfy(change -> assertThat(((Ignored) change).detail()).isNotBlank());
    }

    @Test
    void aHiddenFileThatIsNamedIsTaken() throws Exception {
      writeOneOfEach();
      SourceRoot named =
          new SourceRoot(root, Set.of(RelativePath.of(".hidden"), RelativePath.of("server.pem")));
      assertThat(appeared(scanAll(named, SourceOptions.defaults())))
          .containsExactly(".hidden", "server.pem");
    }

    @Test
    void anIncludePatternThatNamesAHiddenFileTakesIt() throws Exception {
      writeOneOfEach();
      List<Change> changes =
          scanAll(SourceOptions.builder().include(List.of("*.txt", "*.pem", ".hidden")).build());
      assertThat(appeared(changes)).containsExactly(".hidden", "keep.txt", "server.pem");
    }

    @Test
    void includeTakesOnlyWhatMatches() throws Exception {
      write("a.txt", "");
      write("b.bin", "");
      write("docs/c.bin", "");
      SourceOptions options = SourceOptions.builder().include(List.of("*.txt", "docs/")).build();
      List<Change> changes = scanAll(options);
      assertThat(appeared(changes)).containsExactly("a.txt", "docs/c.bin");
      assertThat(ignored(changes)).containsExactly(Map.entry("b.bin", IgnoredReason.FILTERED));
    }

    @Test
    void theLastExcludeThatMatchesDecides() throws Exception {
      write("a.log", "");
      write("keep.log", "");
      write("b/c.log", "");
      SourceOptions options =
          SourceOptions.builder().exclude(List.of("*.log", "!keep.log", "/b/")).build();
      List<Change> changes = scanAll(options);
      assertThat(appeared(changes)).containsExactly("keep.log");
      assertThat(ignored(changes).keySet()).containsExactly("a.log", "b");
    }

    @Test
    void excludeCannotBringBackWhatAnIgnoreFileLeavesOut() throws Exception {
      write(".davitignore", "*.log\n");
      write("a.log", "");
      SourceOptions options = SourceOptions.builder().exclude(List.of("!a.log")).build();
      assertThat(appeared(scanAll(options))).isEmpty();
    }

    @Test
    void sizesAreBoundedInclusively() throws Exception {
      for (int length = 0; length < 6; length++) {
        write("f" + length, "x".repeat(length));
      }
      List<Change> changes = scanAll(SourceOptions.builder().sizes(2, 4).build());
      assertThat(appeared(changes)).containsExactly("f2", "f3", "f4");
      assertThat(ignored(changes).values()).hasSize(3).containsOnly(IgnoredReason.OUT_OF_BOUNDS);
    }

    @Test
    void agesAreBounded() throws Exception {
      Instant now = Instant.now();
      age(write("new", ""), now.plusSeconds(60));
      age(write("hour", ""), now.minusSeconds(3_600));
      age(write("week", ""), now.minusSeconds(7 * 86_400));
      SourceOptions options =
          SourceOptions.builder().minAge(Duration.ofMinutes(5)).maxAge(Duration.ofDays(1)).build();
      List<Change> changes = scanAll(options);
      assertThat(appeared(changes)).containsExactly("hour");
      assertThat(ignored(changes).values()).hasSize(2).containsOnly(IgnoredReason.OUT_OF_BOUNDS);
    }

    private void age(Path file, Instant modified) throws IOException {
      Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Test
    void someFoldersAreNeverEntered() throws Exception {
      write("a/state/db", "");
      write("a/file", "");
      SourceOptions options =
          SourceOptions.builder()
              .takeAll()
              .build()
              .withNeverBelow(List.of(root.resolve("a/state")));
      List<Change> changes = scanAll(options);
      assertThat(appeared(changes)).containsExactly("a/file");
      assertThat(ignored(changes).keySet()).containsExactly("a/state");
    }
  }

  /** Links and special files. */
  @Nested
  class Kinds {

    @Test
    void linksAreNotFollowed() throws Exception {
      write("file", "");
      Files.writeString(outside.resolve("secret"), "");
      Oddities.link(root.resolve("to-file"), root.resolve("file"));
      Oddities.link(root.resolve("to-folder"), outside);
      List<Change> changes = scanAll(SourceOptions.defaults());
      assertThat(appeared(changes)).containsExactly("file");
      assertThat(ignored(changes))
          .containsEntry("to-file", IgnoredReason.SYMLINK)
          .containsEntry("to-folder", IgnoredReason.SYMLINK)
          .hasSize(2);
    }

    @Test
    void linksAreFollowedWithinTheSourceOnly() throws Exception {
      write("inner/file", "text");
      Files.writeString(outside.resolve("secret"), "");
      Oddities.link(root.resolve("inner/loop"), root);
      Oddities.link(root.resolve("a-file"), Path.of("inner/file"));
      Oddities.link(root.resolve("a-folder"), Path.of("inner"));
      Oddities.link(root.resolve("dangling"), Path.of("nothing"));
      Oddities.link(root.resolve("escape"), outside);
      Oddities.link(root.resolve("escape-file"), outside.resolve("secret"));
      List<Change> changes = scanAll(SourceOptions.builder().followLinks().build());
      assertThat(appeared(changes)).containsExactly("a-file", "a-folder/file", "inner/file");
      assertThat(ignored(changes))
          .containsOnlyKeys("a-folder/loop", "dangling", "escape", "escape-file", "inner/loop")
          .allSatisfy((path, reason) -> assertThat(reason).isEqualTo(IgnoredReason.SYMLINK));
    }

    @Test
    void pipesAreNeverOpened() throws Exception {
      write("file", "");
      Oddities.pipe(root.resolve("pipe"));
      List<Change> changes = scanAll(SourceOptions.defaults());
      assertThat(appeared(changes)).containsExactly("file");
      assertThat(ignored(changes)).containsExactly(Map.entry("pipe", IgnoredReason.SPECIAL));
    }
  }

  /** Batches and watermarks. */
  @Nested
  class Batches {

    @Test
    void watermarksGrowAndTheEndStays() throws Exception {
      for (int i = 0; i < 2_100; i++) {
        write("f" + i, "");
      }
      try (ChangeSource source = scan(new SourceRoot(root, Set.of()), SourceOptions.defaults())) {
        List<Long> positions = new ArrayList<>();
        ChangeSource.Batch batch;
        do {
          batch = source.poll(Duration.ofSeconds(10));
          if (!batch.changes().isEmpty()) {
            positions.add(batch.watermark().position());
          }
          source.acknowledge(batch.watermark());
        } while (!batch.ended());
        assertThat(positions).hasSizeGreaterThan(1).isSorted().doesNotHaveDuplicates();
        Watermark end = batch.watermark();
        ChangeSource.Batch after = source.poll(Duration.ZERO);
        assertThat(after.ended()).isTrue();
        assertThat(after.changes()).isEmpty();
        assertThat(after.watermark()).isEqualTo(end);
      }
    }

    @Test
    void pollsThatDoNotWaitGetEverythingToo() throws Exception {
      write("a", "");
      write("b", "");
      List<Change> changes = new ArrayList<>();
      try (ChangeSource source = scan(new SourceRoot(root, Set.of()), SourceOptions.defaults())) {
        ChangeSource.Batch batch;
        do {
          batch = source.poll(Duration.ZERO);
          changes.addAll(batch.changes());
          Thread.onSpinWait();
        } while (!batch.ended());
      }
      assertThat(appeared(changes)).containsExactly("a", "b");
    }

    @Test
    void closingTwiceAndBeforeTheEndIsFine() throws Exception {
      for (int i = 0; i < 2_500; i++) {
        write("f" + i, "");
      }
      ChangeSource source = scan(new SourceRoot(root, Set.of()), SourceOptions.defaults());
      assertThat(source.poll(Duration.ofSeconds(10)).changes()).isNotEmpty();
      source.close();
      source.close();
    }
  }

  /** A source that is not there is not an empty one. */
  @Nested
  class MissingSource {

    @Test
    void aMissingRootIsSaid() {
      Path missing = root.resolve("missing");
      assertThatThrownBy(() -> scanAll(new SourceRoot(missing, Set.of()), SourceOptions.defaults()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("missing");
    }

    @Test
    void aRootThatVanishesIsSaid() throws Exception {
      for (int i = 0; i < 8_000; i++) {
        Files.createFile(root.resolve("f" + i));
      }
      try (ChangeSource source = scan(new SourceRoot(root, Set.of()), SourceOptions.defaults())) {
        source.poll(Duration.ofSeconds(10));
        Files.move(root, outside.resolve("moved"));
        assertThatThrownBy(() -> drain(source)).isInstanceOf(SourceException.class);
      }
    }

    @Test
    void anotherFolderInItsPlaceIsSaid() throws Exception {
      for (int i = 0; i < 8_000; i++) {
        Files.createFile(root.resolve("f" + i));
      }
      try (ChangeSource source = scan(new SourceRoot(root, Set.of()), SourceOptions.defaults())) {
        source.poll(Duration.ofSeconds(10));
        Files.move(root, outside.resolve("moved"));
        Files.createDirectory(root);
        assertThatThrownBy(() -> drain(source)).isInstanceOf(SourceException.class);
      }
    }
  }
}
