package dev.davit.cli.start;

import dev.davit.cli.command.CommandLines;
import dev.davit.cli.run.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does once, in a scratch folder, what users do most: its JVM writes down what that loaded. It
 * reaches nothing but that folder and a server of its own.
 */
final class Rehearsal {

  /** So many that what every file takes is compiled, and the profile of it kept (JEP 515). */
  private static final int FILES = 1_000;

  private static final int SMALL = 4 << 10;
  private static final int LARGE = 2 << 20;

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
    uploadMany(scratch, state);
    System.exit(status);
  }

  /** What takes longest of all commands; it may fail, as without the provider. */
  private static void uploadMany(Path scratch, String state) throws IOException {
    Path many = Files.createDirectory(scratch.resolve("many"));
    for (int i = 0; i < FILES; i++) {
      Path folder = Files.createDirectories(many.resolve("folder-" + i / 100));
      Files.write(folder.resolve("file-" + i), new byte[SMALL]);
    }
    Files.write(many.resolve("large"), new byte[LARGE]);
    System.setProperty("aws.accessKeyId", "REHEARSAL");
    System.setProperty("aws.secretAccessKey", "rehearsal");
    try (RehearsedBucket bucket = RehearsedBucket.open(LARGE)) {
      davit(
          "up",
          "-q",
          state,
          "--endpoint=" + bucket.endpoint(),
          "--setting=min-part=64k",
          "--setting=part-size=512k",
          many.toString(),
          "s3://rehearsal/many");
    }
  }

  private static int davit(String... arguments) {
    return CommandLines.davit(arguments).execute(arguments);
  }
}
