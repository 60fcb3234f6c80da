package dev.davit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.example.webdav.RcloneServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The provider under {@code examples}, used as its users would: from a folder of jars beside the
 * command. Its contract test runs in this module too; a real Maven build of it, against installed
 * artifacts, is {@code examples/provider-webdav/check-out-of-tree.sh}.
 */
class ExampleTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "provider-webdav");

  @TempDir Path temp;

  @Test
  void theCommandFindsItInTheFolderOfProviders() throws Exception {
    Path served = Files.createDirectory(temp.resolve("served"));
    Path source = Files.createDirectories(temp.resolve("source/里"));
    Files.writeString(source.resolve("文件.txt"), "lifted");
    Path jar = Files.createDirectories(temp.resolve("providers/webdav")).resolve("webdav.jar");
    pack(compile(), jar);

    try (RcloneServer server = RcloneServer.start(served, temp.resolve("rclone.log"))) {
      String endpoint = server.base().toString();
      String first = davit("up", "--endpoint", endpoint, "source", "webdav://here/to");
      String second = davit("up", "--endpoint", endpoint, "source", "webdav://here/to");

      assertThat(first).contains("Sent 1 file (6 B) to webdav://here/to");
      assertThat(second).contains("1 unchanged");
    }
    assertThat(served.resolve("to/里/文件.txt")).hasContent("lifted");
  }

  private Path compile() throws IOException {
    Path classes = Files.createDirectory(temp.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("--release", "21", "-Xlint:all,-path,-try", "-Werror"));
    arguments.addAll(List.of("-d", classes.toString(), "-cp", classPath("core", "jspecify")));
    try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src/main/java"))) {
      sources.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(new String[0]))).isZero();
    return classes;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path root : List.of(classes, EXAMPLE.resolve("src/main/resources"))) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path each : files.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new ZipEntry(root.relativize(each).toString()));
            Files.copy(each, out);
          }
        }
      }
    }
  }

  private String davit(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath("")));
    command.add("dev.davit.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("DAVIT_PROVIDERS_DIR", temp.resolve("providers").toString());
    builder.environment().put("XDG_STATE_HOME", temp.resolve("state").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** This module's own classes, the example among them, are not on it. */
  private static String classPath(String... parts) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !entry.startsWith(Path.of("").toAbsolutePath()))
        .map(Path::toString)
        .filter(entry -> Arrays.stream(parts).anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
