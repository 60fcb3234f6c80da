package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.loopback.PlainDriver;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 uploads at once on one channel, in 192 MiB of heap and 64 MiB of direct buffers. */
class ClouddriveMemoryTest {
  private static final int UPLOADS = 200;
  private static final int LENGTH = Boolean.getBoolean("clouddrive.torture") ? 16 << 20 : 1_200_000;

  @TempDir Path folder;
  private final List<DrivenUpload> waiting = new ArrayList<>();

  @Test
  void twoHundredOpenUploadsFitInto256MiB() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    byte[] content = new byte[LENGTH];
    for (int i = 0; i < UPLOADS; i++) {
      new Random(i).nextBytes(content);
      Files.write(source.resolve("file" + i), content);
    }
    LoopbackOptions options = LoopbackOptions.defaults().driven(upload -> new Patient());
    try (LoopbackCloudDrive server = LoopbackCloudDrive.start(options, folder.resolve("server"))) {
      assertThat(lift(server, source)).isZero();
      for (int i = 0; i < UPLOADS; i++) {
        Path there =
            server.files().file("/cloud/torture/file" + i).orElseThrow().bytes().orElseThrow();
        assertThat(Files.mismatch(there, source.resolve("file" + i))).isEqualTo(-1);
      }
      assertThat(server.calls("RemoteUploadChannel")).isEqualTo(1);
      assertThat(server.violations()).isEmpty();
    }
  }

  private int lift(LoopbackCloudDrive server, Path source) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Lift.class.getName(),
                source.toString(),
                String.valueOf(server.port()),
                folder.toString(),
                String.valueOf(UPLOADS))
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Asks for nothing before all uploads are open. */
  private final class Patient implements Driver {
    private final PlainDriver then = new PlainDriver(300_000, 8);

    @Override
    public void begin(DrivenUpload upload) {
      upload.turn(Status.Inqueue, "");
      List<DrivenUpload> all = List.of();
      synchronized (waiting) {
        waiting.add(upload);
        if (waiting.size() == UPLOADS) {
          all = List.copyOf(waiting);
        }
      }
      all.forEach(each -> Thread.ofVirtual().start(() -> each.go()));
    }

    @Override
    public void answered(DrivenUpload upload) {
      then.answered(upload);
    }
  }
}
