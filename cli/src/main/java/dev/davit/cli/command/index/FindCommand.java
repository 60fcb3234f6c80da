package dev.davit.cli.command.index;

import dev.davit.cli.text.Say;
import dev.davit.registrar.index.Heard;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.ResolveContext;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexTools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit index find}. */
@Command(
    name = "find",
    header = {"Finds the files that a sentence speaks of.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index find --session ID [OPTION]... SENTENCE",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit index find --session $S '对比这两个配置文件'",
      "  davit index find --session $S --turn 7 --explain 'the log I uploaded yesterday'"
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
final class FindCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SENTENCE", arity = "1..*", description = "What the user said.")
  private List<String> words = List.of();

  @Mixin private SessionOption session = new SessionOption();

  @Option(
      names = "--turn",
      paramLabel = "N",
      description = "The number of the message in which this is asked.")
  private @Nullable Integer turn;

  @Option(
      names = "--locale",
      paramLabel = "TAG",
      description = "How the user speaks, if not as the session says.")
  private @Nullable String locale;

  @Option(
      names = "--explain",
      description = "Say which words were read how, which window, and what was left out.")
  private boolean explain;

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
    return IndexCommand.run(() -> session.during(this::find));
  }

  private int find(SessionIndex open) {
    String sentence = String.join(" ", words);
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("text", sentence);
    FilterOptions.put(arguments, "turn", turn);
    FilterOptions.put(arguments, "locale", locale);
    Map<String, Object> answer = Answers.ask(() -> new IndexTools(open).resolve(arguments));
    if (json) {
      Answers.json(answer);
    } else {
      print(answer, new Answers(open.zone()));
    }
    if (explain) {
      explain(open, sentence);
    }
    return Answers.exit(answer);
  }

  private static void print(Map<String, Object> answer, Answers answers) {
    List<?> results = answer.get("results") instanceof List<?> list ? list : List.of();
    if (results.isEmpty()) {
      Answers.say(Say.of("That speaks of no file."));
    }
    for (int i = 0; i < results.size(); i++) {
      if (results.size() > 1) {
        Answers.say(Say.of("Mention {0}:", i + 1));
      }
      answers.list(Answers.map(results.get(i)));
    }
  }

  private void explain(SessionIndex open, String sentence) {
    ResolveContext context =
        new ResolveContext(
            turn == null ? OptionalInt.empty() : OptionalInt.of(turn),
            Optional.ofNullable(locale).map(Locale::forLanguageTag));
    List<ListResult> results = open.resolve(sentence, context).results();
    List<List<Heard>> heard = open.hear(sentence, context);
    for (int i = 0; i < results.size() && i < heard.size(); i++) {
      Answers.explain(Say.of("Mention {0}:", i + 1));
      new Explanation(open).of(results.get(i), heard.get(i)).forEach(Answers::explain);
    }
  }
}
