package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.core.spi.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Sets by variables what was not typed, then runs the verb. */
final class Completing implements IExecutionStrategy {
  private final Configuration configuration;

  Completing(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public int execute(ParseResult typed) {
    return execute(typed, new RunLast());
  }

  /** Completes what was typed, then lets it be run. */
  int execute(ParseResult typed, IExecutionStrategy run) {
    if (!typed.hasSubcommand() || typed.subcommand().isUsageHelpRequested()) {
      return run.execute(typed);
    }
    ParseResult verb = typed.subcommand();
    Map<String, Sourced> more =
        Variables.values(configuration, verb.commandSpec(), verb.matchedOptionsSet());
    return run.execute(more.isEmpty() ? typed : parseAgain(typed, more));
  }

  private static ParseResult parseAgain(ParseResult typed, Map<String, Sourced> more) {
    List<String> words = new ArrayList<>(typed.originalArgs());
    int verb = words.indexOf(typed.subcommand().commandSpec().name());
    more.forEach((name, value) -> words.add(verb + 1, name + "=" + value.value()));
    CommandLine davit = typed.commandSpec().commandLine();
    try {
      return davit.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      if (e.getArgSpec() instanceof OptionSpec option) {
        Sourced value = Variables.name(option).map(more::get).orElse(null);
        if (value != null) {
          throw new CommandLine.ExecutionException(
              e.getCommandLine(),
              String.valueOf(e.getMessage()),
              new SettingsException(value.origin() + ": " + e.getMessage(), e));
        }
      }
      throw e;
    }
  }
}
