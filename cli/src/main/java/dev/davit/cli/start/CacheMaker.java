package dev.davit.cli.start;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes a start cache: has a {@link Rehearsal} run in a JVM that writes down what it loaded, and
 * puts the result in place in one step.
 */
final class CacheMaker {
  private static final long PATIENCE_SECONDS = 600;

  /** Caches of other builds and other JDKs; beyond these the oldest are deleted. */
  private static final int KEPT = 3;

  private static final String SCRATCH = "making-";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** From here on a cache also holds linked classes and profiles (JEP 483, 514, 515). */
  private static final int AHEAD_OF_TIME = 25;

  private CacheMaker() {}

  /** Makes the cache whose path is the only argument. */
  public static void main(String[] args) throws IOException, InterruptedException {
    make(Path.of(args[0]).toAbsolutePath());
  }

  /**
   * Makes a cache, or leaves everything as it is.
   *
   * @throws IOException if the cache's folder cannot be written to
   */
  static void make(Path cache) throws IOException, InterruptedException {
    Path folder = cache.resolveSibling("");
    Path scratch = Files.createTempDirectory(folder, SCRATCH);
    try {
      Path draft = scratch.resolve("draft");
      if (rehearse(draft, scratch) && Files.exists(draft)) {
        Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
        forgetOld(cache);
        Files.deleteIfExists(StartCache.claimOn(cache));
      }
    } finally {
      delete(scratch);
    }
  }

  /**
   * The JVM repeats what the rehearsal's JVM compiled how (JEP 515). The second compiler costs a
   * short run more than it saves, but digests need it: so all is compiled by the first but these,
   * which are not compiled here at all, and so are left to the usual course of things.
   */
  private static boolean rehearse(Path draft, Path scratch)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        Jvm.of(Rehearsal.class, scratch.toString())
            .with(option(draft))
            .with("-XX:TieredStopAtLevel=1")
            .with("-XX:CompileCommand=quiet")
            .with("-XX:CompileCommand=exclude,sun.security.provider.*::*")
            .with("-XX:CompileCommand=exclude,dev.davit.core.support.*::*")
            .with("--enable-native-access=ALL-UNNAMED")
            .with("-Dguice_bytecode_gen_option=DISABLED")
            .with("-Ddavit.terminal=")
            .builder()
            .directory(scratch.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DAVIT_"));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static String option(Path draft) {
    return Runtime.version().feature() >= AHEAD_OF_TIME
        ? "-XX:AOTCacheOutput=" + draft
        : "-XX:ArchiveClassesAtExit=" + draft;
  }

  /** Deletes the oldest caches, and what a killed process of this kind left behind. */
  private static void forgetOld(Path cache) throws IOException {
    for (Path scratch : newestFirst(cache.resolveSibling(""), SCRATCH + "*")) {
      if (age(scratch).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
        delete(scratch);
      }
    }
    List<Path> others = newestFirst(cache.resolveSibling(""), "start-*");
    others.remove(cache);
    for (Path old : others.subList(Math.min(KEPT, others.size()), others.size())) {
      Files.deleteIfExists(old);
    }
  }

  private static List<Path> newestFirst(Path folder, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    }
    found.sort(Comparator.comparing(CacheMaker::age).reversed());
    return found;
  }

  private static FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
