package dev.davit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.core.model.Fingerprint;
import dev.davit.core.port.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the {@link Content} of a local file must do. */
@Timeout(60)
public abstract class ContentContract {

  /** The folder that holds the content. */
  private Path root = Path.of("");

  /** A folder outside of it. */
  private Path outside = Path.of("");

  /** For tests of adapters. */
  protected ContentContract() {}

  /**
   * Finds the content of a file.
   *
   * @param folder the source
   * @param path of the file in it
   */
  protected abstract Content content(Path folder, String path) throws Exception;

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

  private Content content(String path) throws Exception {
    return content(root, path);
  }

  @Test
  void readsAtAnyOffset() throws Exception {
    byte[] bytes = new byte[700_000];
    new Random(3).nextBytes(bytes);
    Files.write(root.resolve("file"), bytes);
    try (Content.Reading reading = content("file").open()) {
      assertRead(reading, bytes, 0, bytes.length);
      assertRead(reading, bytes, 699_999, 1);
      assertRead(reading, bytes, 123_456, 300_000);
      byte[] buffer = new byte[10];
      assertThat(reading.read(699_995, buffer, 2, 8)).isEqualTo(5);
      assertThat(Arrays.copyOfRange(buffer, 2, 7))
          .isEqualTo(Arrays.copyOfRange(bytes, 699_995, 700_000));
      assertThat(buffer[0] | buffer[1] | buffer[7] | buffer[8] | buffer[9]).isZero();
      assertThat(reading.read(700_000, buffer, 0, 10)).isEqualTo(-1);
      assertThat(reading.read(1L << 40, buffer, 0, 10)).isEqualTo(-1);
    }
  }

  private static void assertRead(Content.Reading reading, byte[] all, int from, int length)
      throws IOException {
    byte[] buffer = new byte[length];
    assertThat(reading.read(from, buffer, 0, length)).isEqualTo(length);
    assertThat(Arrays.equals(buffer, 0, length, all, from, from + length)).isTrue();
  }

  @Test
  void manyThreadsReadAtOnce() throws Exception {
    byte[] bytes = new byte[400_000];
    new Random(4).nextBytes(bytes);
    Files.write(root.resolve("file"), bytes);
    try (Content.Reading reading = content("file").open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int from = i * 10_000;
        reads.add(
            threads.submit(() -> {
              assertRead(reading, bytes, from, 10_000);
              return null;
            }));
      }
      for (Future<?> read : reads) {
        read.get();
      }
    }
  }

  @Test
  void anEditShowsInTheNextLook() throws Exception {
    Path file = write("file", "one");
    Content content = content("file");
    Fingerprint before = content.look();
    assertThat(content.look()).isEqualTo(before);
    Files.writeString(file, "three", StandardOpenOption.TRUNCATE_EXISTING);
    assertThat(content.look()).isNotEqualTo(before);
    assertThat(content.look().length()).isEqualTo(5);
  }

  @Test
  void whatWasOpenedStaysThatFile() throws Exception {
    Path file = write("file", "old");
    Path other = write("other", "new");
    Content content = content("file");
    byte[] buffer = new byte[3];
    try (Content.Reading reading = content.open()) {
      Fingerprint before = content.look();
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(reading.read(0, buffer, 0, 3)).isEqualTo(3);
      assertThat(new String(buffer, StandardCharsets.UTF_8)).isEqualTo("old");
      assertThat(content.look()).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsGoneIsSaid() throws Exception {
    Path file = write("file", "");
    Content content = content("file");
    Files.delete(file);
    assertThatThrownBy(content::look).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(content::open).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Path file = write("file", "");
    Path secret = Files.writeString(outside.resolve("secret"), "secret");
    Content content = content("file");
    Files.delete(file);
    Oddities.link(file, secret);
    assertThatThrownBy(content::look).isInstanceOf(IOException.class);
    assertThatThrownBy(content::open).isInstanceOf(IOException.class);
  }

  @Test
  void aLinkInPlaceOfAFolderAboveIsNotFollowed() throws Exception {
    write("a/b/file", "");
    Files.createDirectory(outside.resolve("b"));
    Files.writeString(outside.resolve("b/file"), "secret");
    Content content = content("a/b/file");
    Files.move(root.resolve("a"), root.resolve("c"));
    Oddities.link(root.resolve("a"), outside);
    assertThatThrownBy(content::open).isInstanceOf(IOException.class);
  }

  @Test
  void aPipeInItsPlaceIsNotWaitedFor() throws Exception {
    Path file = write("file", "");
    Content content = content("file");
    Files.delete(file);
    Oddities.pipe(file);
    assertThatThrownBy(content::look).isInstanceOf(IOException.class);
    assertThatThrownBy(content::open).isInstanceOf(IOException.class);
  }
}
