package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.port.Content;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.SourceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody swaps folders and files for links while they are scanned and opened. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "making symbolic links takes a privilege there")
class SwapRaceTest {
  private static final int ROUNDS = 2_000;

  private Path root = Path.of("");
  private Path outside = Path.of("");

  @BeforeEach
  void makeFolders(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("source"));
    outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
    Scans.write(root, "a/b/file");
    Files.createDirectory(outside.resolve("b"));
    Files.writeString(outside.resolve("b/file"), "secret");
    Files.writeString(outside.resolve("b/only-outside"), "secret");
    Files.writeString(outside.resolve("file"), "secret");
  }

  private interface Swap {
    void run() throws IOException;
  }

  /** Swaps again and again until closed. */
  private static final class Swapper implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final Thread thread;

    Swapper(Swap swap) {
      thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (!stop.get()) {
                    swap.run();
                  }
                } catch (IOException e) {
                  failure.set(e);
                }
              });
    }

    @Override
    public void close() throws InterruptedException {
      stop.set(true);
      thread.join();
      assertThat(failure.get()).isNull();
    }
  }

  private void swapForLink(Path inside, Path target) throws IOException {
    Path aside = root.resolveSibling("aside");
    Files.move(inside, aside);
    Files.createSymbolicLink(inside, target);
    Files.delete(inside);
    Files.move(aside, inside);
  }

  private void openMany(Content content) throws IOException {
    byte[] buffer = new byte[100];
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < ROUNDS || ((opened == 0 || refused == 0) && i < 100 * ROUNDS); i++) {
      try (Content.Reading reading = content.open()) {
        int read = reading.read(0, buffer, 0, buffer.length);
        assertThat(new String(buffer, 0, read, StandardCharsets.UTF_8)).isEqualTo("a/b/file");
        opened++;
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(opened).isPositive();
    assertThat(refused).isPositive();
  }

  private Content content() throws InterruptedException {
    return Scans.files(Scans.all(root)).getFirst().content();
  }

  @Test
  void anOpenNeverFollowsALinkInPlaceOfAFolder() throws Exception {
    Content content = content();
    try (Swapper swapper = new Swapper(() -> swapForLink(root.resolve("a"), outside))) {
      openMany(content);
    }
  }

  @Test
  void anOpenNeverFollowsALinkInPlaceOfTheInnerFolder() throws Exception {
    Content content = content();
    try (Swapper swapper = new Swapper(() -> swapForLink(root.resolve("a/b"), outside))) {
      openMany(content);
    }
  }

  @Test
  void anOpenNeverFollowsALinkInPlaceOfTheFile() throws Exception {
    Content content = content();
    try (Swapper swapper =
        new Swapper(() -> swapForLink(root.resolve("a/b/file"), outside.resolve("file")))) {
      openMany(content);
    }
  }

  @Test
  void aScanNeverListsWhatALinkLeadsTo() throws Exception {
    for (SourceOptions options :
        List.of(SourceOptions.defaults(), SourceOptions.builder().followLinks().build())) {
      int found = 0;
      int missed = 0;
      try (Swapper swapper = new Swapper(() -> swapForLink(root.resolve("a"), outside))) {
        for (int i = 0; i < 500 || ((found == 0 || missed == 0) && i < 50_000); i++) {
          List<SourceFile> files = Scans.files(Scans.all(root, options));
          for (SourceFile file : files) {
            assertThat(file.path().value()).isEqualTo("a/b/file");
          }
          found += files.size();
          missed += 1 - files.size();
        }
      }
      assertThat(found).isPositive();
      assertThat(missed).isPositive();
    }
  }
}
