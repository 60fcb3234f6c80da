package dev.davit.cli.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that run the real command in a JVM of its own. */
final class Commands {

  private Commands() {}

  static List<String> davit(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.davit.cli.Main");
    command.addAll(List.of(arguments));
    return command;
  }
}
