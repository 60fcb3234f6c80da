package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import dev.davit.core.usecase.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server reads a file in any order and for a long time: one that changes meanwhile is torn. */
class ChangingFileTest {
  private static final int LENGTH = 3 << 20; // what is shorter than 1 MiB is read at once

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatChangesUnderTheServerIsCancelledThere(boolean afterTheHash) throws Exception {
    Path source = Files.createDirectories(folder.resolve("source"));
    Path file = Files.write(source.resolve("file"), new byte[LENGTH]);
    LoopbackOptions options =
        LoopbackOptions.defaults().driven(upload -> new Changing(file, afterTheHash));
    try (LoopbackCloudDrive server = LoopbackCloudDrive.start(options, folder.resolve("server"))) {
      Summary summary = Lift.run(source, server.port(), folder, 4, "60s");

      assertThat(summary.counts().stored()).isZero();
      assertThat(summary.counts().deferred()).isEqualTo(1);
      assertThat(server.files().files()).isEmpty();
      assertThat(server.uploads()) // core tries again a few times
          .isNotEmpty()
          .allMatch(upload -> upload.status() == Status.Cancelled);
      assertThat(server.violations()).isEmpty();
    }
  }

  /** Asks for one thing, changes the file, asks for another, and is content with it. */
  private static final class Changing implements Driver {
    private final Path file;
    private final boolean afterTheHash;
    private boolean changed;

    Changing(Path file, boolean afterTheHash) {
      this.file = file;
      this.afterTheHash = afterTheHash;
    }

    @Override
    public void begin(DrivenUpload upload) {
      if (afterTheHash) {
        upload.askHash(2, 0);
      } else {
        upload.ask(LENGTH / 2, LENGTH / 2, false);
      }
    }

    @Override
    public void answered(DrivenUpload upload) {
      if (changed) {
        upload.turn(Status.Finish, "");
        return;
      }
      changed = true;
      byte[] other = new byte[LENGTH];
      Arrays.fill(other, (byte) 1);
      try {
        Files.write(file, other);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      upload.ask(0, LENGTH / 2, false);
    }
  }
}
