package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexTools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit index ls}. */
@Command(
    name = "ls",
    header = {"Lists files, newest first, or those that a word means.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index ls --session ID [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit index ls --session $S",
      "  davit index ls --session $S --ref these -n 2 --type config",
      "  davit index ls --session $S --nth -2 --type image",
      "  davit index ls --session $S --since 2026-05-20 --until 2026-05-21T09:00"
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
final class LsCommand implements Callable<Integer> {
  @Mixin private SessionOption session = new SessionOption();

  @Option(
      names = "--ref",
      paramLabel = "WORD",
      description = {
        "all, this, that, these, those, previous, other, first, last, nth or the; all unless"
            + " given."
      })
  private @Nullable String reference;

  @Option(names = "-n", paramLabel = "N", description = "How many, 1 to 100.")
  private @Nullable Integer count;

  @Option(names = "--nth", paramLabel = "I", description = "The I-th: 1 is the first, -1 the last.")
  private @Nullable Integer index;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What first and nth count in: auto, focus (the newest batch) or session.")
  private @Nullable String scope;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Only files of this name, whatever its case; can be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--turn",
      paramLabel = "N",
      description = "The number of the message in which this is asked.")
  private @Nullable Integer turn;

  @Option(
      names = "--turn-filter",
      paramLabel = "N",
      description = "Only files that came with this message.")
  private @Nullable Integer turnFilter;

  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(names = "--explain", description = "Say why it is these.")
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
    return IndexCommand.run(() -> session.during(this::list));
  }

  private int list(SessionIndex open) {
    if (index != null && reference != null && !reference.equals("nth")) {
      throw new UsageException(Say.of("--nth and --ref {0} contradict each other", reference));
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    FilterOptions.put(arguments, "reference", index != null ? "nth" : reference);
    FilterOptions.put(arguments, "count", count);
    FilterOptions.put(arguments, "index", index);
    FilterOptions.put(arguments, "scope", scope);
    FilterOptions.put(arguments, "names", names.isEmpty() ? null : names);
    FilterOptions.put(arguments, "turn", turn);
    FilterOptions.put(arguments, "turn_filter", turnFilter);
    filters.addTo(arguments, open.zone());
    Map<String, Object> answer = Answers.ask(() -> new IndexTools(open).list(arguments));
    if (json) {
      Answers.json(answer);
    } else {
      new Answers(open.zone()).list(answer);
    }
    if (explain) {
      FileQuery query = IndexTools.query(arguments);
      new Explanation(open).of(open.list(query), List.of()).forEach(Answers::explain);
    }
    return Answers.exit(answer);
  }
}
