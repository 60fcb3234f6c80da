package dev.davit.cli.command;

import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completion for the fish shell, for which picocli has none. */
final class FishCompletion {

  private FishCompletion() {}

  static String script(CommandLine davit) {
    StringBuilder script = new StringBuilder();
    for (Map.Entry<String, CommandLine> verb : davit.getSubcommands().entrySet()) {
      String[] header = verb.getValue().getCommandSpec().usageMessage().header();
      script
          .append("complete -c davit -n __fish_use_subcommand -f -a ")
          .append(verb.getKey())
          .append(description(header))
          .append('\n');
      for (OptionSpec option : verb.getValue().getCommandSpec().options()) {
        script.append(option(verb.getKey(), option));
      }
    }
    return script.toString();
  }

  private static String option(String verb, OptionSpec option) {
    StringBuilder line =
        new StringBuilder("complete -c davit -n '__fish_seen_subcommand_from " + verb + "'");
    Arrays.stream(option.names())
        .forEach(name ->
            line.append(
                name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1)));
    return line.append(option.arity().max() > 0 ? " -r" : "")
        .append(description(option.description()))
        .append('\n')
        .toString();
  }

  private static String description(String[] lines) {
    String first = lines.length == 0 ? "" : lines[0].split("[.;]", 2)[0];
    return first.isEmpty() ? "" : " -d '" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
