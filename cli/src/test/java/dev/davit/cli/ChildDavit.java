package dev.davit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the real command in a JVM of its own, as a user would, without a terminal. */
public final class ChildDavit {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> jvmOptions = new ArrayList<>();

  /** What a command left behind. */
  public record Ended(int status, String out, String err) {}

  /** Makes one whose working directory, state and home lie in a folder. */
  public ChildDavit(Path folder) {
    this.folder = folder;
    environment.put("XDG_STATE_HOME", folder.resolve("state-home").toString());
    environment.put("HOME", folder.toString());
    environment.put("LC_ALL", "C.UTF-8");
  }

  public ChildDavit with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public ChildDavit jvm(String option) {
    jvmOptions.add(option);
    return this;
  }

  public Ended run(String... arguments) {
    Process process = start(arguments);
    return end(process);
  }

  public Process start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_bytecode_gen_option=DISABLED"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.davit.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_TOOL.*|DAVIT_.*"));
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("stdout.txt").toFile());
    builder.redirectError(folder.resolve("stderr.txt").toFile());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end; what hangs is killed and fails. */
  public Ended end(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hangs; it said: " + err());
      }
      return new Ended(process.exitValue(), read("stdout.txt"), err());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns what was said so far. */
  public String err() {
    return read("stderr.txt");
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
