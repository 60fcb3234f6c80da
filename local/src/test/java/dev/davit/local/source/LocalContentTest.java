package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.davit.core.port.Content;
import dev.davit.core.port.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of one folder share it while they are open. */
class LocalContentTest {
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("source"));
  }

  private List<SourceFile> files() throws InterruptedException {
    return Scans.files(Scans.all(root));
  }

  /** Counts what this process holds open below the source. */
  private long open() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "what is open cannot be seen without /proc");
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(this::isBelowTheSource).count();
    }
  }

  private boolean isBelowTheSource(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(root);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Test
  void oneFileIsOpenPerReadingAndNothingAfterwards() throws Exception {
    Scans.write(root, "a/b/1", "a/b/2", "a/b/3");
    List<Content.Reading> readings = new ArrayList<>();
    List<SourceFile> files = files();
    assertThat(open()).isZero();
    readings.add(files.get(0).content().open());
    long one = open();
    readings.add(files.get(1).content().open());
    readings.add(files.get(2).content().open());
    assertThat(open()).isEqualTo(one + 2);
    for (Content.Reading reading : readings) {
      reading.close();
      reading.close();
    }
    assertThat(open()).isZero();
  }

  @Test
  void aRefusedOpenLeavesNothingOpen() throws Exception {
    Scans.write(root, "a/b/1", "a/b/2");
    List<SourceFile> files = files();
    Files.delete(root.resolve("a/b/2"));
    try (Content.Reading reading = files.getFirst().content().open()) {
      long one = open();
      assertThatThrownBy(() -> files.getLast().content().open())
          .isInstanceOf(NoSuchFileException.class);
      assertThat(open()).isEqualTo(one);
      assertThat(reading.read(0, new byte[9], 0, 9)).isEqualTo(5);
    }
    assertThat(open()).isZero();
  }

  @Test
  void anotherFolderAtThePathIsGoneDownToAgain() throws Exception {
    Scans.write(root, "a/b/1", "a/b/2");
    List<SourceFile> files = files();
    try (Content.Reading old = files.getFirst().content().open()) {
      Files.move(root.resolve("a"), root.resolve("c"));
      Scans.write(root, "a/b/1", "a/b/2");
      Files.writeString(root.resolve("a/b/2"), "new");
      assertThat(Scans.read(files.getLast())).asString().isEqualTo("new");
      assertThat(old.read(0, new byte[9], 0, 9)).isEqualTo(5);
      Files.delete(root.resolve("c/b/2"));
      assertThat(Scans.read(files.getLast())).asString().isEqualTo("new");
    }
    assertThat(open()).isZero();
  }

  @Test
  void aFileThatIsOnlyInTheNewFolderAtThePathIsFound() throws Exception {
    Scans.write(root, "a/b/1", "a/b/2");
    List<SourceFile> files = files();
    try (Content.Reading old = files.getFirst().content().open()) {
      Files.move(root.resolve("a"), root.resolve("c"));
      Files.delete(root.resolve("c/b/2"));
      Scans.write(root, "a/b/2");
      assertThat(Scans.read(files.getLast())).asString().isEqualTo("a/b/2");
      assertThat(old.read(0, new byte[9], 0, 9)).isEqualTo(5);
    }
    assertThat(open()).isZero();
  }

  @Test
  void manyThreadsOpenAndCloseSideBySide() throws Exception {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      paths.add("d" + i % 3 + "/e/" + i);
    }
    Scans.write(root, paths.toArray(String[]::new));
    List<SourceFile> files = files();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        SourceFile file = files.get(i % files.size());
        reads.add(
            threads.submit(
                () -> assertThat(Scans.read(file)).asString().isEqualTo(file.path().value())));
      }
      for (Future<?> read : reads) {
        read.get();
      }
    }
    assertThat(files).hasSize(40);
    assertThat(open()).isZero();
  }
}
