package dev.davit.cli.command;

import dev.davit.cli.run.Verb.Output;
import picocli.CommandLine.Option;

/** To whom a verb speaks. */
final class JsonOption {

  @Option(
      names = "--json",
      description = "Write JSON, one object per line; messages for people go to standard error.")
  private boolean json;

  Output output() {
    return json ? Output.JSON : Output.TEXT;
  }
}
