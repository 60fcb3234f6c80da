package dev.davit.cli;

import dev.davit.cli.command.CommandLines;
import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.Version;
import dev.davit.cli.start.StartCache;

/**
 * Starts the {@code davit} command.
 *
 * <p>The exit status is one of {@link dev.davit.cli.run.ExitCode}.
 */
public final class Main {

  private Main() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    int status = run(args);
    System.out.flush();
    System.err.flush();
    StartCache.begin();
    System.exit(status);
  }

  /** Reading the command line takes longer than saying the version, which scripts ask for. */
  private static int run(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      Version.lines().forEach(System.out::println);
      return ExitCode.OK.number();
    }
    return CommandLines.davit().execute(args);
  }
}
