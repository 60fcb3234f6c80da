package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each exit code by a process of its own. A defect's is in {@link CommandTest}, those of signals
 * are in {@code SignalsTest}.
 */
class ExitCodesTest {
  @TempDir Path folder;
  private ChildDavit davit;

  @BeforeEach
  void makeSource() throws IOException {
    davit = new ChildDavit(folder).jvm("-XX:TieredStopAtLevel=1");
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/a.txt"), "aaa");
    Files.writeString(folder.resolve("list"), "gone.txt\n");
    Files.writeString(folder.resolve("file"), "");
  }

  @ParameterizedTest
  @CsvSource({
    "0, up source local:copy",
    "0, plan source local:copy",
    "2, up source",
    "2, check source",
    "2, run nightly",
    "3, up --files-from list source local:copy",
    "4, ls --region x local:copy",
    "5, up source local:file/copy",
    "5, sweep local:copy",
    "6, check source local:copy",
    "8, up --max-transfer 2 source local:copy",
  })
  void theCodeSaysHowItEnded(int code, String line) {
    ChildDavit.Ended ended = davit.run(line.split(" "));
    assertThat(ended.status()).as(ended.err()).isEqualTo(code);
  }

  @Test
  void aJobThatIsRunningIsLocked() throws IOException {
    assertThat(davit.run("up", "source", "local:copy").status()).isZero();
    try (Stream<Path> files = Files.walk(folder.resolve("state-home"))) {
      Path lock = files.filter(file -> file.endsWith("lock")).findFirst().orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw");
          FileLock held = file.getChannel().lock()) {
        assertThat(held.isValid()).isTrue();
        assertThat(davit.run("up", "source", "local:copy").status()).isEqualTo(11);
        assertThat(davit.run("plan", "source", "local:copy").status())
            .as("a plan looks on")
            .isZero();
        assertThat(davit.run("status").out()).contains("running now");
      }
    }
  }

  @Test
  void whatTheRunItselfWritesIsNotSent() {
    ChildDavit.Ended ended =
        davit.run(
            "up",
            "--log-file=source/run.log",
            "--report=source/report.json",
            "--failed-list=source/failed",
            "source",
            "local:copy");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(folder.resolve("copy/a.txt")).exists();
    assertThat(folder.resolve("copy")).isDirectoryNotContaining("glob:**/{run.log,report.json}");
    assertThat(davit.run("up", "source", "local:copy").out()).contains("Sent 2 files");
  }

  @Test
  void whatFailedCanBeSentAlone() throws IOException {
    Files.writeString(folder.resolve("list"), "a.txt\nlater.txt\n");
    ChildDavit.Ended first =
        davit.run("up", "--files-from=list", "--failed-list=failed", "source", "local:copy");
    assertThat(first.status()).isEqualTo(3);
    assertThat(folder.resolve("failed")).hasContent("later.txt\n");
    Files.writeString(folder.resolve("source/later.txt"), "now");
    ChildDavit.Ended second =
        davit.run("up", "--files-from=failed", "--failed-list=failed", "source", "local:copy");
    assertThat(second.status()).as(second.err()).isZero();
    assertThat(second.out()).contains("Sent 1 file (3 B)");
    assertThat(folder.resolve("failed")).doesNotExist();
  }
}
