package dev.davit.cli.command;

import picocli.CommandLine.Option;

/** Every verb explains itself. */
final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      order = 9,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;
}
