package dev.davit.cli.start;

import dev.davit.cli.command.CommandLines;
import dev.davit.cli.run.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does once, in a scratch folder, what users do most: its JVM writes down what that loaded. It
 * reaches nothing but that folder.
 */
final class Rehearsal {

  private Rehearsal() {}

  /** Rehearses in the folder that is the only argument. */
  public static void main(String[] args) throws IOException {
    Path scratch = Path.of(args[0]);
    Path source = Files.createDirectory(scratch.resolve("source"));
    Files.writeString(source.resolve("file.txt"), "lifted");
    String destination = "local:" + scratch.resolve("destination");
    String state = "--state-dir=" + scratch.resolve("state");
    Version.lines();
    davit("--help");
    davit("up", "--help");
    davit("up", state, "--dry-run", source.toString(), destination);
    int status = davit("up", state, source.toString(), destination);
    davit("up", state, "--json", source.toString(), destination);
    davit("plan", state, source.toString(), destination);
    davit("check", state, source.toString(), destination);
    davit("ls", destination);
    davit("explain", source.resolve("file.txt").toString(), source.toString(), destination);
    davit("providers");
    davit("completion", "bash");
    System.exit(status);
  }

  private static int davit(String... arguments) {
    return CommandLines.davit(arguments).execute(arguments);
  }
}
