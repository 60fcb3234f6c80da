package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second process that opens a checkpoint. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    out = process.inputReader();
  }

  /** Starts one that says {@code open} or {@code LOCKED}, and then {@code durable N} for ever. */
  static ChildJvm start(Path folder) throws IOException {
    return start(folder, List.of());
  }

  /** Starts one through another command. */
  static ChildJvm start(Path folder, List<String> through) throws IOException {
    List<String> command = new ArrayList<>(through);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ChildJvm.class.getName(),
            folder.toString()));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  @Nullable String line() throws IOException {
    return out.readLine();
  }

  long pid() {
    return process.pid();
  }

  /** Kills it, and returns what it had still said. */
  List<String> kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own method would close the pipe, too
    List<String> rest = out.lines().toList();
    process.waitFor();
    return rest;
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] arguments) {
    SqliteCheckpoint checkpoint;
    try {
      checkpoint = new Fixture(Path.of(arguments[0])).open();
    } catch (CheckpointException e) {
      System.out.println(e.reason());
      return;
    }
    System.out.println("open");
    for (int i = 0; true; i += 37) {
      Fixture.record(checkpoint, i, i + 37);
      if (i % 5 == 0) {
        checkpoint.flush();
        System.out.println("durable " + (i + 37));
      }
    }
  }
}
