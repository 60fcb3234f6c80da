package dev.davit.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes what is no ordinary file; where the platform cannot, the test is skipped and says why. */
final class Oddities {

  private Oddities() {}

  static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException | IOException e) {
      assumeTrue(false, "symbolic links cannot be made here: " + e);
    }
  }

  static void pipe(Path path) throws IOException, InterruptedException {
    try {
      Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
      assumeTrue(made.waitFor() == 0, "mkfifo failed");
    } catch (IOException e) {
      assumeTrue(false, "there is no mkfifo here: " + e);
    }
  }
}
