package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.port.Change;
import dev.davit.core.port.LiveFolder;
import dev.davit.core.spi.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told where the platform does not say when writers are done. */
@Timeout(60)
class HintedFolderTest {
  private final List<Change> heard = new ArrayList<>();

  @Test
  void filesThatComeChangeAndGoAreTold(@TempDir Path temporary) throws Exception {
    Path root = temporary.toRealPath();
    LiveTree tree = new LiveTree(root, SourceOptions.defaults(), Clock.systemUTC());
    try (LiveFolder folder = new HintedFolder(tree)) {
      assertThat(folder.tellsWriterIsDone()).isFalse();
      Files.writeString(root.resolve("a"), "1");
      await(folder, change -> isWritten(change, "a"));
      Files.createDirectories(root.resolve("b/c"));
      Files.writeString(root.resolve("b/c/d"), "2");
      await(folder, change -> change instanceof Change.Overflow || isWritten(change, "b/c/d"));
      Files.writeString(root.resolve(".hidden"), "3");
      Files.delete(root.resolve("a"));
      await(
          folder,
          change -> change instanceof Change.Vanished gone && gone.path().value().equals("a"));
      assertThat(heard).noneMatch(change -> isWritten(change, ".hidden"));
    }
  }

  private static boolean isWritten(Change change, String path) {
    return change instanceof Change.Modified written && written.file().path().value().equals(path);
  }

  private void await(LiveFolder folder, Predicate<Change> wanted) throws Exception {
    Instant until = Instant.now().plusSeconds(30);
    while (heard.stream().noneMatch(wanted)) {
      assertThat(Instant.now()).describedAs("heard %s", heard).isBefore(until);
      heard.addAll(folder.poll(Duration.ofMillis(100)).changes());
    }
  }
}
