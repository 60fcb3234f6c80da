package dev.davit.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.cli.ChildDavit;
import dev.davit.clouddrive.loopback.DrivenUpload;
import dev.davit.clouddrive.loopback.Driver;
import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.clouddrive.loopback.LoopbackOptions;
import dev.davit.clouddrive.wire.UploadFileInfo.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C while a CloudDrive2 server drives an upload, and what the server shows of it. */
class ClouddriveInterruptTest {
  private static final int LENGTH = 400_000;

  @TempDir Path folder;
  private Path file;
  private LoopbackCloudDrive server;
  private ChildDavit davit;

  /** Asks for the first half, and for the second when it is let go on. */
  private static final class Halves implements Driver {
    private boolean second;

    @Override
    public void begin(DrivenUpload upload) {
      upload.ask(0, LENGTH / 2, false);
    }

    @Override
    public void answered(DrivenUpload upload) {
      if (upload.status() == Status.Transfer && !second) {
        second = true;
        upload.ask(LENGTH / 2, LENGTH / 2, false);
      } else if (second && upload.gap().isEmpty()) {
        upload.turn(Status.Finish, "");
      }
    }
  }

  @BeforeEach
  void start() throws IOException {
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    file = Files.createDirectories(folder.resolve("films")).resolve("film.mkv");
    Files.write(file, content);
    server =
        LoopbackCloudDrive.start(
            LoopbackOptions.defaults().driven(upload -> new Halves()), folder.resolve("server"));
    davit =
        new ChildDavit(folder)
            .jvm("-XX:TieredStopAtLevel=1")
            .with("CLOUDDRIVE_TOKEN", "good-token");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String destination() {
    return "clouddrive://127.0.0.1:" + server.port() + "/cloud/films";
  }

  private DrivenUpload upload() {
    return server.uploads().iterator().next();
  }

  private void await(Process process, String what, BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      assertThat(process.isAlive()).as(what + ": " + davit.err()).isTrue();
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  private boolean halfIsThere() {
    return !server.uploads().isEmpty()
        && upload().gap().filter(gap -> gap[0] == LENGTH / 2).isPresent();
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptedUploadIsPausedThereShownThereAndGoneOnWith() throws Exception {
    Process first = davit.start("up", "films", destination());
    await(first, "half of the file", this::halfIsThere);
    interrupt(first);
    ChildDavit.Ended interrupted = davit.end(first);

    assertThat(interrupted.status()).as(interrupted.err()).isEqualTo(130);
    assertThat(upload().status()).isEqualTo(Status.Pause);
    assertThat(server.files().files()).isEmpty();

    ChildDavit.Ended shown = davit.run("status", destination());
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out()).matches("paused +50 % of +[0-9.]+ KiB  /cloud/films/film\\.mkv\\R");
    assertThat(davit.run("status", "--json", destination()).out())
        .contains("\"place\":\"/cloud/films/film.mkv\"")
        .contains("\"state\":\"paused\"")
        .contains("\"moved\":" + LENGTH / 2);

    Process second = davit.start("up", "films", destination());
    await(second, "the upload goes on", () -> upload().status() == Status.Transfer);
    upload().go();
    ChildDavit.Ended ended = davit.end(second);

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(server.calls("StartRemoteUpload")).as("begun once").isEqualTo(1);
    Path there = server.files().file("/cloud/films/film.mkv").orElseThrow().bytes().orElseThrow();
    assertThat(there).hasSameBinaryContentAs(file);
    assertThat(server.violations()).isEmpty();
  }

  @Test
  void aServerThatCarriesNothingOnIsSaidTo() {
    ChildDavit.Ended shown = davit.run("status", destination());
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out()).contains(destination() + " carries nothing on.");
  }
}
