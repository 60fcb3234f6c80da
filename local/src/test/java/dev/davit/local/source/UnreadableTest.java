package dev.davit.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What may not be read is said, and the rest goes on. The superuser may read everything. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are not like that there")
class UnreadableTest {
  private Path temporary = Path.of("");
  private Path root = Path.of("");

  @BeforeEach
  void makeRoot(@TempDir Path folder) throws IOException {
    temporary = folder.toRealPath();
    root = Files.createDirectory(temporary.resolve("source"));
    Scans.write(root, "a/file", "b/file", "c/file", "d", "e", "f/file", "f/.davitignore");
  }

  private void permit(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        path.isEmpty() ? root : root.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  private static boolean isSuperuser() throws IOException {
    return Looks.Unix.owner(Path.of("").getFileSystem()) == 0;
  }

  /** Scans as somebody else if this is the superuser, with a copy of the classes they may read. */
  private String scan() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>();
    String classes = System.getProperty("java.class.path");
    if (isSuperuser()) {
      assumeTrue(Scans.has("setpriv"), "the superuser may read everything, and no setpriv is here");
      command.addAll(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
      classes = copyClasses(classes);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    command.addAll(List.of(java, "-cp", classes, PrintScan.class.getName(), root.toString()));
    return Scans.run(temporary, command.toArray(String[]::new));
  }

  private String copyClasses(String classPath) throws IOException {
    Path copies = Files.createDirectory(temporary.resolve("classes"));
    List<String> copied = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = copies.resolve(copied.size() + "-" + from.getFileName());
      if (Files.exists(from)) {
        try (Stream<Path> all = Files.walk(from)) {
          for (Path one : all.toList()) {
            Path copy = to.resolve(from.relativize(one).toString());
            Files.copy(
                one, Files.isDirectory(from) ? copy : to, StandardCopyOption.REPLACE_EXISTING);
          }
        }
        copied.add(to.toString());
      }
    }
    return String.join(File.pathSeparator, copied);
  }

  private static long filesIn(String printed) {
    return printed.lines().filter(line -> line.matches("[0-9a-f]+ [0-9a-f]+")).count();
  }

  @Test
  void whatMayNotBeReadIsSaidAndTheRestGoesOn() throws Exception {
    permit("a", "-wx--x--x");
    permit("b", "r--r--r--");
    permit("d", "-w-------");
    permit("f/.davitignore", "---------");
    String printed = scan();
    permit("a", "rwxr-xr-x");
    permit("b", "rwxr-xr-x");
    assertThat(printed.lines().filter(line -> line.startsWith("- ")))
        .containsExactly(
            "- a UNREADABLE permission denied",
            "- b/file UNREADABLE permission denied",
            "- d UNREADABLE permission denied",
            "- f UNREADABLE its .davitignore cannot be read: permission denied");
    assertThat(filesIn(printed)).isEqualTo(2);
  }

  @Test
  void aFileThatOnlyItsGroupMayReadIsNotReadByOthers() throws Exception {
    permit("d", "rw-r-----");
    String printed = scan();
    long unreadable = printed.lines().filter("- d UNREADABLE permission denied"::equals).count();
    assertThat(unreadable).isEqualTo(isSuperuser() ? 1 : 0);
    assertThat(filesIn(printed)).isEqualTo(6 - unreadable);
  }

  @Test
  void aSourceThatMayNotBeReadIsNotEmpty() throws Exception {
    permit("", "--x--x--x");
    try {
      String printed = scan();
      throw new AssertionError("no failure but: " + printed);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("cannot be read: permission denied");
    } finally {
      permit("", "rwxr-xr-x");
    }
  }
}
