package dev.davit.cli.command.index;

import dev.davit.cli.text.Say;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexTools;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit index rm}. */
@Command(
    name = "rm",
    header = {"Removes a file from the index. What is stored stays stored.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index rm --session ID [OPTION]... FILE",
    descriptionHeading = "%nExamples:%n",
    description = {"  davit index rm --session $S f0123456789abcdef"},
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = IndexCommand.EXIT_HEADING,
    exitCodeList = {
      IndexCommand.EXIT_0,
      IndexCommand.EXIT_1,
      IndexCommand.EXIT_2,
      IndexCommand.EXIT_3,
      IndexCommand.EXIT_4,
      IndexCommand.EXIT_5
    },
    usageHelpWidth = 96)
final class RmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file, as lists name it.")
  private String file = "";

  @Mixin private SessionOption session = new SessionOption();

  @Option(names = "--json", description = "Print what the tools answer, one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Override
  public Integer call() throws Exception {
    return IndexCommand.run(() -> session.during(this::remove));
  }

  private int remove(SessionIndex open) {
    Map<String, Object> answer =
        Answers.ask(() -> new IndexTools(open).forget(Map.of("file_id", file)));
    boolean removed = "deleted".equals(answer.get("status"));
    if (json) {
      Answers.json(answer);
    } else {
      Answers.say(removed ? Say.of("Removed.") : Say.of("There is no such file in this session."));
    }
    return removed ? Answers.OK : Answers.NONE;
  }
}
