package dev.davit.clouddrive;

import dev.davit.core.Davit;
import dev.davit.core.model.Credential;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Summary;
import dev.davit.core.usecase.Upload;
import dev.davit.testkit.FixedCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lifts a folder to a loopback server as a program would; also as a program of its own. */
final class Lift {

  private Lift() {}

  /** Runs; arguments: source, port, folder for state, transfers. */
  public static void main(String[] args) throws InterruptedException {
    Summary summary =
        run(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Path.of(args[2]),
            Integer.parseInt(args[3]),
            "60s");
    System.out.println(summary.counts() + ", " + peak());
    System.exit(summary.counts().failed() == 0 ? 0 : 3);
  }

  /** Returns the most memory that this process has had, as Linux tells it. */
  private static String peak() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmHWM")).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  static Summary run(Path source, int port, Path folder, int transfers, String silence)
      throws InterruptedException {
    Upload upload =
        Upload.builder(
                List.of(source),
                Destination.parse("clouddrive://127.0.0.1:" + port + "/cloud/torture"))
            .settings(
                Map.of(
                    "device-dir", folder.resolve("device").toString(), "silence-timeout", silence))
            .transfers(transfers)
            .stateOptions(StateOptions.defaults().withDirectory(folder.resolve("state")))
            .build();
    return Davit.builder()
        .credentials(new FixedCredentials(new Credential.Bearer(Secret.of("good-token"))))
        .build()
        .upload(upload);
  }
}
