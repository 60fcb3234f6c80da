package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.OpenedSession;
import dev.davit.registrar.index.json.IndexJson;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit index open}. */
@Command(
    name = "open",
    header = {"Makes a session, and prints its name.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit index open [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {"  davit index open", "  davit index open --zone Asia/Shanghai --locale zh-CN"},
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
final class OpenCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Where the user is, such as Asia/Shanghai; this machine's zone unless given.")
  private String zone = ZoneId.systemDefault().getId();

  @Option(
      names = "--locale",
      paramLabel = "TAG",
      description = "How the user speaks, such as zh-CN, zh-TW or en.")
  private String locale = "";

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
    return IndexCommand.run(this::open);
  }

  private int open() {
    ZoneId where = where();
    try (FileIndex open = index.open()) {
      OpenedSession opened = open.open(index.principal(), where, Locale.forLanguageTag(locale));
      if (json) {
        Answers.json(IndexJson.opened(opened));
      } else {
        Answers.say(opened.handle().value());
      }
      return Answers.OK;
    }
  }

  private ZoneId where() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new UsageException(
          Say.of("--zone must be like Asia/Shanghai or +08:00, not \"{0}\"", zone));
    }
  }
}
