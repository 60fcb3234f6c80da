package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.LoggedEvent;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.json.IndexJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit index log}. */
@Command(
    name = "log",
    header = {"Prints what happened in a session, oldest first.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index log --session ID [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit index log --session $S",
      "  davit index log --session $S --after 120 --json"
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
final class LogCommand implements Callable<Integer> {
  @Mixin private SessionOption session = new SessionOption();

  @Option(names = "--after", paramLabel = "N", description = "Only events with greater numbers.")
  private long after;

  @Option(names = "-n", paramLabel = "N", description = "How many at most; 1000 unless given.")
  private int limit = 1000;

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
    return IndexCommand.run(() -> session.during(this::log));
  }

  private int log(SessionIndex open) {
    if (limit < 1) {
      throw new UsageException(Say.of("-n must be at least 1, not {0}", limit));
    }
    List<LoggedEvent> events = open.log(after, limit);
    if (json) {
      Answers.json(IndexJson.log(events));
    } else {
      Answers answers = new Answers(open.zone());
      events.forEach(event -> Answers.say(line(event, answers)));
    }
    return Answers.OK;
  }

  private static String line(LoggedEvent event, Answers answers) {
    return String.format(
        "%6d  %s  %-6s %4s  %s  %s",
        event.seq(),
        answers.time(event.at()),
        event.kind().name().toLowerCase(Locale.ROOT),
        event.turn().isPresent() ? event.turn().getAsInt() : "-",
        event.file().value(),
        SafeText.of(event.path()));
  }
}
