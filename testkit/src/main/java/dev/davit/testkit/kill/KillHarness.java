package dev.davit.testkit.kill;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command and kills it with SIGKILL immediately before one exact file operation, or at any
 * moment.
 *
 * <p>File operations that change something (write, sync, truncate, create, rename, link, remove) on
 * paths that contain a given text are counted over all threads, by a small library that is compiled
 * with {@code gcc} and preloaded. Killing a run before operation 1, 2, … up to the {@linkplain
 * Run#operations total} of an undisturbed run tries every state a crash can leave behind.
 *
 * <p><b>Threads.</b> Safe for use by several threads; runs are independent.
 */
public final class KillHarness {
  private final Path library;
  private final Path directory;

  private KillHarness(Path directory, Path library) {
    this.directory = directory;
    this.library = library;
  }

  /**
   * Compiles the library.
   *
   * @param directory for it and for the output of runs
   * @return empty where this cannot work: not Linux, or no {@code gcc}
   * @throws IOException if compiling fails
   */
  public static Optional<KillHarness> in(Path directory) throws IOException, InterruptedException {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        || !onPath("gcc")) {
      return Optional.empty();
    }
    Path source = directory.resolve("killpoint.c");
    try (InputStream in = KillHarness.class.getResourceAsStream("killpoint.c")) {
      if (in == null) {
        throw new IOException("killpoint.c is missing from the testkit");
      }
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
    }
    Path library = directory.resolve("killpoint.so");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc could not compile " + source);
    }
    return Optional.of(new KillHarness(directory, library));
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Runs a command to its end, counting. */
  public Run count(List<String> command, String pathPart) throws IOException, InterruptedException {
    return killBefore(0, command, pathPart);
  }

  /**
   * Runs a command and kills it before an operation.
   *
   * @param operation from 1; 0 or more than there are kills nothing
   * @param pathPart only operations on paths that contain this count
   */
  public Run killBefore(long operation, List<String> command, String pathPart)
      throws IOException, InterruptedException {
    Path count = Files.createTempFile(directory, "count", "");
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder = builder(command, output);
    builder
        .environment()
        .putAll(
            Map.of(
                "LD_PRELOAD", library.toString(),
                "KILLPOINT_PATH", pathPart,
                "KILLPOINT_AT", Long.toString(operation),
                "KILLPOINT_COUNT", count.toString()));
    Process process = builder.start();
    int exitCode = process.waitFor();
    byte[] bytes = Files.readAllBytes(count);
    long operations =
        bytes.length < Long.BYTES
            ? 0
            : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    return finished(exitCode, operations, output, count);
  }

  /** Runs a command and kills it after a while, unless it has ended by then. */
  public Run killAfter(Duration moment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process = builder(command, output).start();
    if (!process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return finished(process.waitFor(), 0, output, output);
  }

  private static ProcessBuilder builder(List<String> command, Path output) {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  private static Run finished(int exitCode, long operations, Path output, Path alsoDelete)
      throws IOException {
    String text = Files.readString(output);
    Files.deleteIfExists(output);
    Files.deleteIfExists(alsoDelete);
    return new Run(exitCode, operations, text);
  }

  /**
   * A run that is over.
   *
   * @param exitCode of the command; 137 if it was killed
   * @param operations counted until its end
   * @param output of both streams
   */
  public record Run(int exitCode, long operations, String output) {
    /** Tells whether it was killed. */
    public boolean killed() {
      return exitCode == 137;
    }
  }
}
