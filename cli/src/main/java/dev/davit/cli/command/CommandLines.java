package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.run.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Makes the command line. Nothing here loads providers, logging or the injector. */
public final class CommandLines {

  private CommandLines() {}

  /** Returns the command {@code davit} with all its verbs. */
  public static CommandLine davit() {
    return davit(Configuration.ofThisProcess(), Verbs.ALL.keySet());
  }

  /** Returns the command with the verb that was typed; with all if it is none or asks for help. */
  public static CommandLine davit(String... typed) {
    boolean one = typed.length > 0 && Verbs.ALL.containsKey(typed[0]);
    Set<String> verbs = one ? Set.of(typed[0]) : Verbs.ALL.keySet();
    return davit(Configuration.ofThisProcess(), verbs);
  }

  /** Returns the command with all its verbs, as something else than this process sets it. */
  static CommandLine davit(Configuration configuration) {
    return davit(configuration, Verbs.ALL.keySet());
  }

  /** Returns the verb that jobs are for. */
  static CommandSpec up(CommandLine davit) {
    return Objects.requireNonNull(davit.getSubcommands().get("up")).getCommandSpec();
  }

  private static CommandLine davit(Configuration configuration, Set<String> verbs) {
    CommandLine line = new CommandLine(new DavitCommand());
    Verbs.ALL.forEach((name, made) -> {
      if (verbs.contains(name)) {
        line.addSubcommand(made.apply(configuration));
      }
    });
    line.getSubcommands().values().forEach(CommandLines::describe);
    describe(line);
    if (verbs.size() > 1) {
      line.addSubcommand(new CommandLine.HelpCommand());
    }
    // A source may be called @photos.
    line.setHelpFactory(new HelpTexts());
    return line.setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setExecutionStrategy(new Completing(configuration))
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new UsageErrors());
  }

  private static void describe(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.sectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
            UsageMessageSpec.SECTION_KEY_FOOTER));
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading("%nExit codes:%n");
      usage.exitCodeList(exitCodes());
    }
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(String.format("%5d", code.number()), code.meaning());
    }
    return codes;
  }
}
