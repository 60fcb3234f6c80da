package dev.davit.cli;

import dev.davit.cli.command.CommandLines;

/**
 * Starts the {@code davit} command.
 *
 * <p>The exit status is one of {@link dev.davit.cli.run.ExitCode}.
 */
public final class Main {

  private Main() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    int status = CommandLines.davit(args).execute(args);
    System.out.flush();
    System.err.flush();
    System.exit(status);
  }
}
