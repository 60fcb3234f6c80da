package dev.davit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles a provider out of the tree and packs it as its author would. */
public final class ProviderJar {
  private final Path work;
  private final List<Path> sources = new ArrayList<>();

  public ProviderJar(Path work) throws IOException {
    this.work = Files.createDirectories(work);
  }

  /** Adds a source file. */
  public ProviderJar source(String path, String text) throws IOException {
    Path file = work.resolve("src").resolve(path);
    Files.createDirectories(file.getParent());
    sources.add(Files.writeString(file, text));
    return this;
  }

  /** Compiles and packs; {@code services} are the lines that name providers. */
  public void pack(Path jar, String services) throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    sources.forEach(file -> options.add(file.toString()));
    int status =
        sources.isEmpty()
            ? 0
            : ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, options.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("does not compile");
    }
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> compiled = Files.walk(classes)) {
      out.putNextEntry(new JarEntry("META-INF/services/dev.davit.core.spi.StorageProvider"));
      out.write(services.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (Path each : compiled.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        out.write(Files.readAllBytes(each));
      }
    }
  }
}
