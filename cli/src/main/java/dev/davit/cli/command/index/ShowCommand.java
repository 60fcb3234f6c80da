package dev.davit.cli.command.index;

import dev.davit.cli.text.Say;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexTools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit index show}. */
@Command(
    name = "show",
    header = {"Shows what is known of a file.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index show --session ID [OPTION]... FILE",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit index show --session $S f0123456789abcdef",
      "  davit index show --session $S --version previous f0123456789abcdef"
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
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file, as lists name it.")
  private String file = "";

  @Mixin private SessionOption session = new SessionOption();

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "head, previous, or a number; head unless given.")
  private @Nullable String version;

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
    return IndexCommand.run(() -> session.during(this::show));
  }

  private int show(SessionIndex open) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("file_id", file);
    FilterOptions.put(arguments, "version", version);
    Map<String, Object> answer = Answers.ask(() -> new IndexTools(open).get(arguments));
    if (json) {
      Answers.json(answer);
    } else if (answer.get("file") instanceof Map<?, ?> found) {
      new Answers(open.zone()).file(found);
      Answers.say(String.format("%-14s", "uploads") + answer.get("uploads"));
    } else {
      Answers.say(
          "deleted".equals(answer.get("status"))
              ? Say.of("It was removed from the index.")
              : Say.of("There is no such file or version in this session."));
    }
    return Answers.exit(answer);
  }
}
