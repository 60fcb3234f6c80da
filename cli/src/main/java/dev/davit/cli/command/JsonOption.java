package dev.davit.cli.command;

import dev.davit.cli.run.Verb.Output;
import picocli.CommandLine.Option;

/** To whom a verb speaks; and it explains itself. */
final class JsonOption {

  @Option(
      names = "--json",
      description = "Write JSON, one object per line; messages for people go to standard error.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      order = 9,
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  Output output() {
    return json ? Output.JSON : Output.TEXT;
  }
}
