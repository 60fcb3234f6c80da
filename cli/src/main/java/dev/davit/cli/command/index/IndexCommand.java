package dev.davit.cli.command.index;

import com.google.inject.ProvisionException;
import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.UsageException;
import dev.davit.registrar.index.IndexException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code davit index}: what was uploaded in a session. */
@Command(
    name = "index",
    header = {"Finds files that were uploaded in a session, by the words that people use.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index VERB [OPTION]... [ARGUMENT]...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  S=$(davit index open --zone Asia/Shanghai)",
      "  davit up --session $S --turn 1 config.yaml local:/srv/files",
      "  davit index find --session $S --turn 1 '这个配置文件'",
      "  davit index ls --session $S --type log --today --json"
    },
    exitCodeListHeading = IndexCommand.EXIT_HEADING,
    exitCodeList = {
      IndexCommand.EXIT_0,
      IndexCommand.EXIT_1,
      IndexCommand.EXIT_2,
      IndexCommand.EXIT_3,
      IndexCommand.EXIT_4,
      IndexCommand.EXIT_5
    },
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  The index is a file: the one of --index, else of $DAVIT_INDEX, else file-index.db in the",
      "  state directory. Uploads, these verbs and \"davit mcp\" can use it at the same time.",
      "  --json prints exactly what the tools of \"davit mcp\" answer."
    },
    subcommands = {
      OpenCommand.class,
      LsCommand.class,
      FindCommand.class,
      SearchCommand.class,
      ShowCommand.class,
      RmCommand.class,
      LogCommand.class
    },
    usageHelpWidth = 96)
public final class IndexCommand implements Callable<Integer> {
  static final String EXIT_HEADING = "%nExit codes:%n";
  static final String EXIT_0 = "    0:found";
  static final String EXIT_1 = "    1:a defect in davit";
  static final String EXIT_2 = "    2:the command line is wrong, or there is no such session";
  static final String EXIT_3 = "    3:nothing fits";
  static final String EXIT_4 = "    4:more than one fits, and one was meant";
  static final String EXIT_5 = "    5:there are fewer than were asked for";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }

  /** Runs a verb; an index that cannot be used is told of in a sentence. */
  public static int run(Callable<Integer> verb) throws Exception {
    try {
      return verb.call();
    } catch (ProvisionException e) {
      if (e.getCause() instanceof UsageException usage) {
        throw usage;
      }
      throw new UsageException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    } catch (IndexException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
