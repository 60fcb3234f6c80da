package dev.davit.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the cache it uses, on a distribution made of the classes under test. */
@DisabledOnOs(OS.WINDOWS)
class StartCacheTest {
  private static final Path LAUNCHER = Path.of("src/main/distribution/bin/davit").toAbsolutePath();

  @TempDir static Path shared;
  private static Path distribution;

  @TempDir Path temp;
  private Path caches;

  private record Ended(int status, String out, String err) {}

  @BeforeAll
  static void layOut() throws IOException {
    distribution = shared.resolve("a davit, 'tis \"two\"").resolve("davit");
    lay(distribution);
  }

  @BeforeEach
  void anEmptyFolderForCaches() {
    caches = temp.resolve("caches");
  }

  @Test
  void theSecondRunUsesWhatTheFirstHadMade() throws Exception {
    Path plain = distribution(temp.resolve("plain davit"));

    Ended first = davit(plain, "--version");
    assertThat(first.status).as(first.err).isZero();
    Path cache = awaitCache();
    Ended second = davit(plain, "-Xlog:class+load", "--version");

    assertThat(mapped(second)).isPositive();
    assertThat(mapped(first)).isZero();
    assertThat(first.out.lines()).startsWith("davit development");
    assertThat(children(caches)).containsExactly(cache);

    corruptedCachesDoNoHarm(plain, cache);
    anotherJarGetsAnotherCache(plain, cache);
  }

  private void corruptedCachesDoNoHarm(Path plain, Path cache) throws Exception {
    byte[] whole = Files.readAllBytes(cache);
    byte[] torn = Arrays.copyOf(whole, whole.length / 2);
    for (byte[] content : List.of(new byte[0], "no cache".getBytes(), torn)) {
      Files.write(cache, content);

      Ended ended = davit(plain, "--version");

      assertThat(ended.status).as(ended.err).isZero();
      assertThat(ended.out.lines()).hasSize(2);
      assertThat(ended.err).isEmpty();
    }
    Files.write(cache, whole);
  }

  private void anotherJarGetsAnotherCache(Path plain, Path cache) throws Exception {
    Files.writeString(plain.resolve("built"), "test 2\n");
    lay(plain);

    Ended ended = davit(plain, "--version");

    assertThat(ended.status).as(ended.err).isZero();
    assertThat(awaitCache("start-test-2-*.aot", "start-test-2-*.jsa")).isNotEqualTo(cache);
    assertThat(mapped(davit(plain, "-Xlog:class+load", "--version"))).isPositive();
  }

  @Test
  void aFolderWithSpacesAndQuotesWorksThroughALinkAndWithoutACache() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("a link"), distribution.resolve("bin/davit"));
    Path second = Files.createSymbolicLink(temp.resolve("second"), Path.of("a link"));

    Ended ended = run(List.of("sh", second.toString(), "--version"), caches.toString(), "");

    assertThat(ended.status).as(ended.err).isZero();
    assertThat(ended.out).startsWith("davit development");
  }

  @Test
  void aHomeThatCannotBeWrittenToIsHarmless() throws Exception {
    Files.createDirectory(
        caches, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    Path file = Files.writeString(temp.resolve("file"), "");

    for (String place : List.of(caches.toString(), file.toString(), "off", "/dev/null/x")) {
      Ended ended = run(List.of("sh", launcher(distribution), "--version"), place, "");

      assertThat(ended.status).as(ended.err).isZero();
      assertThat(ended.err).isEmpty();
    }
    assertThat(file).hasContent("");
  }

  @Test
  void aCollectorOfOnesOwnIsNoConflict() throws Exception {
    Ended ended =
        run(List.of("sh", launcher(distribution), "--version"), "off", "-XX:+UseParallelGC");

    assertThat(ended.status).as(ended.err).isZero();
  }

  @Test
  void whatSomebodyMakesIsNotMadeTwice() throws Exception {
    Path plain = distribution(temp.resolve("plain"));
    Files.createDirectory(caches);
    String build = build();
    Path claim = Files.createFile(caches.resolve("start-test-1-java-" + build + ".making"));

    davit(plain, "--version");

    assertThat(children(caches)).containsExactly(claim);
    assumeTrue(Files.exists(claim));
    Files.setLastModifiedTime(claim, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    davit(plain, "--version");
    awaitCache();
    assertThat(claim).doesNotExist();
  }

  /** The name by which the launcher knows this JDK, with the kind of its cache. */
  private static String build() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(System.getProperty("java.home"), "release"));
    String build =
        lines.stream()
            .filter(l -> l.matches("(IMPLEMENTOR_VERSION|JAVA_RUNTIME_VERSION)=.*"))
            .reduce((a, b) -> b)
            .orElseThrow();
    return build.replaceAll(".*=\"(.*)\"", "$1")
        + (Runtime.version().feature() >= 25 ? ".aot" : ".jsa");
  }

  private static Path distribution(Path folder) throws IOException {
    lay(folder);
    return folder;
  }

  /** Lays out a distribution whose jar refers to the class path of this test. */
  private static void lay(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("lib"));
    Files.deleteIfExists(folder.resolve("bin/davit"));
    Files.copy(LAUNCHER, folder.resolve("bin/davit"));
    if (!Files.exists(folder.resolve("built"))) {
      Files.writeString(folder.resolve("built"), "test 1\n");
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "dev.davit.cli.Main");
    attributes.put(Attributes.Name.CLASS_PATH, jars());
    Path classes = Path.of("target/classes").toAbsolutePath();
    try (JarOutputStream jar =
            new JarOutputStream(
                Files.newOutputStream(folder.resolve("lib/davit-cli-test.jar")), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  /** What is a folder of classes here is a jar in life: the JVM caches nothing else. */
  private static String jars() throws IOException {
    List<String> urls = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(each).toAbsolutePath();
      if (path.getFileName().toString().endsWith(".jar")) {
        urls.add(path.toUri().toString());
      } else if (!path.startsWith(Path.of("").toAbsolutePath())) {
        urls.add(jar(path).toUri().toString());
      }
    }
    return String.join(" ", urls);
  }

  private static Path jar(Path classes) throws IOException {
    Path jar = shared.resolve(Math.abs(classes.hashCode()) + ".jar");
    if (Files.exists(jar)) {
      return jar;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private Ended davit(Path home, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", launcher(home)));
    List<String> own = Stream.of(arguments).filter(a -> !a.startsWith("-X")).toList();
    command.addAll(own);
    String options =
        Stream.of(arguments).filter(a -> a.startsWith("-X")).collect(Collectors.joining(" "));
    return run(command, caches.toString(), options);
  }

  private static String launcher(Path home) {
    return home.resolve("bin/davit").toString();
  }

  private Ended run(List<String> command, String place, String options) throws Exception {
    Path out = temp.resolve("out.txt");
    Path err = temp.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    builder.environment().put("DAVIT_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DAVIT_JAVA_OPTS", options);
    builder.environment().put("DAVIT_START_CACHE", place);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    int status = process.waitFor();
    return new Ended(status, Files.readString(out), Files.readString(err));
  }

  private static long mapped(Ended ended) {
    return ended
        .out
        .lines()
        .filter(line -> line.contains(" dev.davit.") && line.contains("shared objects file"))
        .count();
  }

  private Path awaitCache() throws Exception {
    return awaitCache("start-*.aot", "start-*.jsa");
  }

  /** Waits until nothing is being made any more, then returns what was. */
  private Path awaitCache(String... globs) throws Exception {
    while (children(caches).stream().anyMatch(p -> name(p).contains("making"))) {
      Thread.sleep(50);
    }
    for (String glob : globs) {
      try (var found = Files.newDirectoryStream(caches, glob)) {
        for (Path each : found) {
          return each;
        }
      }
    }
    throw new AssertionError("no cache in " + children(caches));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
