package dev.davit.cli.command;

import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
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
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
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
    err.println(Say.of("Try \"{0} --help\".", line.getCommandSpec().qualifiedName()));
    err.flush();
    return ExitCode.USAGE.number();
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return Say.of("{0} needs a value", name(missing.getMissing().getFirst()));
    }
    if (e instanceof OverwrittenOptionException twice) {
      return Say.of("{0} is given twice", name(twice.getOverwritten()));
    }
    if (e.getArgSpec() != null && e.getCause() instanceof TypeConversionException why) {
      return Say.of("invalid value for {0}: {1}", name(e.getArgSpec()), complaint(e, why));
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  /** What picocli's own converters say is English. */
  private static String complaint(ParameterException e, TypeConversionException why) {
    Class<?> type = e.getArgSpec().type();
    return Set.of(int.class, Integer.class, long.class).contains(type)
        ? Say.of("\"{0}\" is not a number", e.getValue())
        : String.valueOf(why.getMessage());
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
    return (option
            ? Say.of("there is no option {0}", name)
            : Say.of("there is no verb \"{0}\"", word))
        + near.map(n -> Say.of("; did you mean {0}?", n)).orElse("");
  }
}
