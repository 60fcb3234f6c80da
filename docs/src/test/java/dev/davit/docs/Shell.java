package dev.davit.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell in a folder of its own, with the {@code davit} of this source tree on the path. */
final class Shell {
  private static final long PATIENCE_SECONDS = 120;

  private final Path home;
  private final Path work;

  /** Makes one; the source tree's examples lie in its working directory. */
  Shell(Path folder) throws IOException {
    home = folder;
    work = Files.createDirectories(folder.resolve("work"));
    copy(Pages.ROOT.resolve("examples/workspace"), work.resolve("examples/workspace"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path davit = Files.writeString(bin.resolve("davit"), launcher(folder.resolve("classes.jsa")));
    davit.toFile().setExecutable(true);
    Files.createSymbolicLink(work.resolve("davit"), davit);
  }

  private static String launcher(Path archive) {
    List<String> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> !each.endsWith("test-classes"))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .toList();
    return "#!/bin/sh\nexec '"
        + Path.of(System.getProperty("java.home"), "bin", "java")
        + "' "
        + sharing(classPath, archive)
        + "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
        + " -Dguice_bytecode_gen_option=DISABLED -cp '"
        + String.join(File.pathSeparator, classPath)
        + "' dev.davit.cli.Main \"$@\"\n";
  }

  /** The first call makes an archive of classes, which halves what the others cost. */
  private static String sharing(List<String> classPath, Path archive) {
    return classPath.stream().allMatch(each -> each.endsWith(".jar"))
        ? "-Xlog:disable -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile='" + archive + "' "
        : "";
  }

  /** Runs a line and returns what a terminal would show, without the progress. */
  String run(String line) throws IOException, InterruptedException {
    Path output = home.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(DAVIT|AWS|XDG|JAVA_TOOL).*"));
    environment.put("HOME", home.toString());
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", home.resolve("bin") + ":" + environment.get("PATH"));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hangs: " + line);
    }
    List<String> shown =
        Files.readAllLines(output).stream()
            .filter(each -> !each.matches("(Progress: |进度：).*"))
            .toList();
    return String.join("\n", shown);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Files.isDirectory(file) ? target : target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target);
        }
      }
    }
  }
}
