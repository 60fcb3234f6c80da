package dev.davit.cli.command;

import dev.davit.cli.config.ConfigFile;
import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Table;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says as a command line what a table {@code [jobs.NAME]} of {@code davit.toml} says. */
final class JobArguments {
  private static final String SOURCE = "source";
  private static final String DESTINATION = "destination";

  /** What is relative in a file lies beside it. */
  private static final Set<String> PATHS =
      Set.of(
          "files-from",
          "files-from0",
          "failed-list",
          "log-file",
          "report",
          "state-dir",
          "credentials",
          "register-headers",
          "webhook-secret-from");

  private final Configuration configuration;
  private final CommandSpec up;

  /**
   * Makes it.
   *
   * @param up the verb that jobs are for
   */
  JobArguments(Configuration configuration, CommandSpec up) {
    this.configuration = configuration;
    this.up = up;
  }

  /**
   * Returns the words after {@code davit}.
   *
   * @param typed options that were typed, and win
   * @throws SettingsException if the table is not complete, or has a key that means nothing
   */
  List<String> of(Table job, Collection<String> typed) {
    List<String> words = new ArrayList<>();
    words.add(up.name());
    job.values().forEach((key, values) -> add(words, job, key, values));
    words.addAll(typed);
    if (job.all(SOURCE).isEmpty() || job.one(DESTINATION).isEmpty()) {
      throw new SettingsException(
          Say.of(
              "{0}: the job \"{1}\" needs a source and a destination", job.origin(), job.name()));
    }
    words.add("--");
    job.all(SOURCE).forEach(source -> words.add(beside(job, source)));
    words.add(job.one(DESTINATION).orElseThrow().value());
    return words;
  }

  private void add(List<String> words, Table job, String key, List<Sourced> values) {
    if (key.equals(SOURCE) || key.equals(DESTINATION)) {
      return;
    }
    OptionSpec option = up.findOption("--" + key);
    if (option == null || key.equals("help")) {
      String origin = values.isEmpty() ? job.origin() : values.getFirst().origin();
      throw ConfigFile.unknown(origin, key, known());
    }
    boolean overruled =
        Variables.name(option).isPresent()
            && configuration.value(Configuration.variable(key)).isPresent();
    if (!overruled) {
      for (Sourced value : values) {
        words.add("--" + key + "=" + (PATHS.contains(key) ? beside(job, value) : value.value()));
      }
    }
  }

  private static String beside(Table job, Sourced path) {
    return path.value().equals("-") || path.value().startsWith("env:")
        ? path.value()
        : job.folder().resolve(path.value()).normalize().toString();
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>(Set.of(SOURCE, DESTINATION));
    up.optionsMap().keySet().stream()
        .filter(name -> name.startsWith("--") && !name.equals("--help"))
        .forEach(name -> known.add(name.substring(2)));
    return known;
  }
}
