package dev.davit.local.source;

import dev.davit.core.port.Change;
import dev.davit.core.port.Change.Appeared;
import dev.davit.core.port.Change.Ignored;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Scans folders to the end, and makes in them what Java alone cannot. */
final class Scans {

  private Scans() {}

  static List<Change> all(Path root, SourceOptions options) throws InterruptedException {
    SourceRoot source = new SourceRoot(root, Set.of());
    List<Change> changes = new ArrayList<>();
    try (FolderScan scan = FolderScan.begin(source, options, Clock.systemUTC())) {
      FolderScan.Batch batch;
      do {
        batch = scan.poll(Duration.ofSeconds(10));
        changes.addAll(batch.changes());
      } while (!batch.ended());
    }
    return changes;
  }

  static List<Change> all(Path root) throws InterruptedException {
    return all(root, SourceOptions.defaults());
  }

  static List<SourceFile> files(List<Change> changes) {
    return changes.stream()
        .filter(Appeared.class::isInstance)
        .map(change -> ((Appeared) change).file())
        .toList();
  }

  static List<String> paths(List<Change> changes) {
    return files(changes).stream().map(file -> file.path().value()).toList();
  }

  /** Returns what was ignored: path and "REASON detail". */
  static Map<String, String> ignored(List<Change> changes) {
    Map<String, String> ignored = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change instanceof Ignored one) {
        ignored.put(one.path().value(), one.reason() + " " + one.detail());
      }
    }
    return ignored;
  }

  static void write(Path root, String... paths) throws IOException {
    for (String path : paths) {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  static byte[] read(SourceFile file) throws IOException {
    byte[] buffer = new byte[4096];
    try (var reading = file.content().open()) {
      int read = reading.read(0, buffer, 0, buffer.length);
      return java.util.Arrays.copyOf(buffer, Math.max(read, 0));
    }
  }

  /** Runs a program in a folder and returns what it printed; fails if it fails. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + ": " + printed);
    }
    return printed;
  }

  static boolean has(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
