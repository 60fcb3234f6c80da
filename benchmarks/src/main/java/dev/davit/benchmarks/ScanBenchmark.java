package dev.davit.benchmarks;

import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import dev.davit.local.source.FolderScan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Scans a folder and prints what it found and how long that took: for {@code scan-vs-find.sh}. */
public final class ScanBenchmark {

  private ScanBenchmark() {}

  /**
   * Scans.
   *
   * @param arguments the folder, and how often to scan it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SourceRoot root = new SourceRoot(Path.of(arguments[0]).toRealPath(), Set.of());
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      long files = count(root);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "%d files in %.2f s%n", files, seconds);
    }
  }

  private static long count(SourceRoot root) throws InterruptedException {
    long files = 0;
    try (FolderScan scan = FolderScan.begin(root, SourceOptions.defaults(), Clock.systemUTC())) {
      ChangeSource.Batch batch;
      do {
        batch = scan.poll(Duration.ofMinutes(1));
        for (Change change : batch.changes()) {
          files += change instanceof Change.Appeared ? 1 : 0;
        }
      } while (!batch.ended());
    }
    return files;
  }
}
