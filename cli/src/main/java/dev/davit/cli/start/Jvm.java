package dev.davit.cli.start;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM like this one, with the same jars, that nobody hears. */
final class Jvm {
  private final List<String> command = new ArrayList<>();
  private final List<String> program;

  private Jvm(List<String> program) {
    this.program = program;
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /** Returns one that will run a program. */
  static Jvm of(Class<?> main, String argument) {
    return new Jvm(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
  }

  /** Adds an option. */
  Jvm with(String option) {
    command.add(option);
    return this;
  }

  /** Starts it. */
  Process start() throws IOException {
    return builder().start();
  }

  /** Returns what will start it. */
  ProcessBuilder builder() {
    command.add("-XX:+UseSerialGC");
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder;
  }
}
