package dev.davit.clouddrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two channels of one id would take each other's place. */
class DeviceIdTest {
  private static final String SERVER = "nas-19798";

  @TempDir Path folder;

  /** Takes the id as another process would, says which, and keeps it until its input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (DeviceId id = DeviceId.take(Path.of(args[0]), SERVER)) {
        System.out.println(id.value() + " " + id.lasting());
        System.in.readAllBytes();
      }
    }
  }

  @Test
  void anInstallationKeepsItsIdAndEachServerHasItsOwn() {
    String first;
    try (DeviceId id = DeviceId.take(folder, SERVER);
        DeviceId elsewhere = DeviceId.take(folder, "[::1]-19798")) {
      first = id.value();
      assertThat(id.lasting()).isTrue();
      assertThat(elsewhere.lasting()).isTrue();
      assertThat(elsewhere.value()).isNotEqualTo(first);
    }
    try (DeviceId again = DeviceId.take(folder, SERVER)) {
      assertThat(again.value()).isEqualTo(first);
    }
  }

  @Test
  void whoComesSecondGetsOneOfItsOwn() {
    try (DeviceId first = DeviceId.take(folder, SERVER);
        DeviceId second = DeviceId.take(folder, SERVER)) {
      assertThat(second.lasting()).isFalse();
      assertThat(second.value()).isNotEqualTo(first.value());
    }
  }

  @Test
  void anotherProcessIsKeptOutUntilItEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String[] said = other.inputReader().readLine().split(" ");
      assertThat(said[1]).isEqualTo("true");
      try (DeviceId mine = DeviceId.take(folder, SERVER)) {
        assertThat(mine.lasting()).isFalse();
        assertThat(mine.value()).isNotEqualTo(said[0]);
      }
      other.getOutputStream().close();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
      try (DeviceId after = DeviceId.take(folder, SERVER)) {
        assertThat(after.value()).isEqualTo(said[0]);
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenCostsOnlyLasting() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (DeviceId id = DeviceId.take(file.resolve("below"), SERVER)) {
      assertThat(id.lasting()).isFalse();
      assertThat(id.value()).hasSize(36);
    }
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve(SERVER + ".device"), "not an id");
    String made;
    try (DeviceId id = DeviceId.take(folder, SERVER)) {
      made = id.value();
      assertThat(id.lasting()).isTrue();
    }
    assertThat(folder.resolve(SERVER + ".device")).hasContent(made);
  }
}
