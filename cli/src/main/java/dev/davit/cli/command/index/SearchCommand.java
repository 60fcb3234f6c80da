package dev.davit.cli.command.index;

import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexTools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit index search}. */
@Command(
    name = "search",
    header = {"Finds files by parts of their names.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index search --session ID [OPTION]... TEXT...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit index search --session $S 截图",
      "  davit index search --session $S --type log,config db 2026"
    },
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
final class SearchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description = "Parts of the name; all of them must be there.")
  private List<String> words = List.of();

  @Mixin private SessionOption session = new SessionOption();

  @Mixin private FilterOptions filters = new FilterOptions();

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
    return IndexCommand.run(() -> session.during(this::search));
  }

  private int search(SessionIndex open) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("query", String.join(" ", words));
    filters.addTo(arguments, open.zone());
    Map<String, Object> answer = Answers.ask(() -> new IndexTools(open).search(arguments));
    if (json) {
      Answers.json(answer);
    } else {
      new Answers(open.zone()).list(answer);
    }
    return Answers.exit(answer);
  }
}
