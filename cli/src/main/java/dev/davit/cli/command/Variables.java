package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.text.Language;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which options a variable {@code DAVIT_…} can set. */
final class Variables {
  /**
   * What belongs to one destination is set for it, not for all that a verb may be given. A language
   * of the environment that davit does not speak is no mistake: {@link Language#of} reads it.
   */
  private static final Set<String> NEVER =
      Set.of(
          "--help",
          Language.OPTION,
          "--endpoint",
          "--region",
          "--path-style",
          "--profile",
          "--credentials",
          "--setting",
          "--files-from",
          "--files-from0",
          "--on-uploaded"); // a folder's .env must not run programs

  private Variables() {}

  /** Returns the long name of an option that a variable can set. */
  static Optional<String> name(OptionSpec option) {
    return Arrays.stream(option.names())
        .filter(name -> name.startsWith("--") && !NEVER.contains(name))
        .findFirst();
  }

  /** Returns the options of a verb by the variables that set them. */
  static Map<String, OptionSpec> of(CommandSpec verb) {
    Map<String, OptionSpec> options = new LinkedHashMap<>();
    for (OptionSpec option : verb.options()) {
      name(option)
          .ifPresent(name -> options.put(Configuration.variable(name.substring(2)), option));
    }
    return options;
  }

  /** Returns the values that variables set, of options that were not typed, by long name. */
  static Map<String, Sourced> values(
      Configuration configuration, CommandSpec verb, Collection<OptionSpec> typed) {
    Map<String, Sourced> values = new LinkedHashMap<>();
    of(verb)
        .forEach((variable, option) -> {
          if (!typed.contains(option)) {
            configuration
                .value(variable)
                .ifPresent(value -> values.put(name(option).orElseThrow(), value));
          }
        });
    return values;
  }
}
