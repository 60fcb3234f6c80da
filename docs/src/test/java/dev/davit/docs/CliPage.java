package dev.davit.docs;

import dev.davit.cli.command.CommandLines;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The text of {@code docs/cli.md}: what every verb says with {@code --help}. */
final class CliPage {

  private CliPage() {}

  static String text() {
    StringBuilder page = new StringBuilder();
    page.append("# The command line\n\n");
    page.append("Made from what `davit --help` and `davit VERB --help` say, by\n");
    page.append("`").append(CliPageTest.RENEW).append("`.\n");
    append(page, CommandLines.davit());
    return page.toString();
  }

  private static void append(StringBuilder page, CommandLine line) {
    page.append("\n## ").append(line.getCommandSpec().qualifiedName()).append("\n\n```\n");
    String usage = line.getUsageMessage(Ansi.OFF);
    page.append(usage.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip());
    page.append("\n```\n");
    for (CommandLine verb : verbs(line)) {
      append(page, verb);
    }
  }

  private static Set<CommandLine> verbs(CommandLine line) {
    Set<CommandLine> verbs = new LinkedHashSet<>();
    for (Map.Entry<String, CommandLine> each : line.getSubcommands().entrySet()) {
      boolean hidden = each.getValue().getCommandSpec().usageMessage().hidden();
      if (!hidden && !each.getKey().equals("help")) {
        verbs.add(each.getValue());
      }
    }
    return verbs;
  }
}
