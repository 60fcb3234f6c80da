package dev.davit.cli.command;

import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.show.SafeText;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was typed wrongly, in two lines, instead of showing all of the help. */
final class UsageErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return tell(e.getCommandLine(), sentence(e));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed)
      throws Exception {
    if (e instanceof UsageException) {
      return tell(line, String.valueOf(e.getMessage()));
    }
    if (e instanceof SettingsException) {
      PrintWriter err = line.getErr();
      err.println("davit: " + SafeText.of(String.valueOf(e.getMessage())));
      err.flush();
      return ExitCode.CONFIGURATION.number();
    }
    throw e;
  }

  private static int tell(CommandLine line, String sentence) {
    PrintWriter err = line.getErr();
    err.println("davit: " + SafeText.of(sentence));
    err.println("Try \"" + line.getCommandSpec().qualifiedName() + " --help\".");
    err.flush();
    return ExitCode.USAGE.number();
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    CommandLine line = e.getCommandLine();
    boolean option = word.startsWith("-");
    Set<String> known =
        option
            ? line.getCommandSpec().optionsMap().keySet()
            : line.getCommandSpec().subcommands().keySet();
    String name = option ? List.of(word.split("=", 2)).getFirst() : word;
    Optional<String> near = Settings.nearest(name, new TreeSet<>(known));
    return (option ? "there is no option " + name : "there is no verb \"" + word + "\"")
        + near.map(n -> "; did you mean " + n + "?").orElse("");
  }
}
