package dev.davit.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser of this machine. */
final class Chromium {
  private static final long PATIENCE_SECONDS = 90;

  private final Path binary;
  private final Path profile;

  private Chromium(Path binary, Path profile) {
    this.binary = binary;
    this.profile = profile;
  }

  /** Returns it, if there is one; {@code profile} is a folder for what it keeps. */
  static Optional<Chromium> find(Path profile) {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name -> Stream.of(System.getenv("PATH").split(":")).map(each -> Path.of(each, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(binary -> new Chromium(binary, profile));
  }

  /** Takes a picture of a page. */
  void picture(Path page, Path png, int width, int height, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--screenshot=" + png, "--window-size=" + width + "," + height, "--hide-scrollbars"));
    run(page, all);
  }

  /** Returns a page's document once it is loaded. */
  String document(Path page, int width) throws IOException, InterruptedException {
    return run(page, List.of("--dump-dom", "--window-size=" + width + ",800"));
  }

  private String run(Path page, List<String> options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--allow-file-access-from-files",
                "--user-data-dir=" + profile,
                "--force-device-scale-factor=1"));
    command.addAll(options);
    command.add(page.toUri().toString());
    Path out = Files.createTempFile(profile.getParent(), "out", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser hangs");
    }
    return Files.readString(out);
  }
}
