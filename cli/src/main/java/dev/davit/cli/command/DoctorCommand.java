package dev.davit.cli.command;

import dev.davit.cli.config.ConfigFile;
import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Sourced;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.DoctorRun;
import dev.davit.cli.run.Verb;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.SendOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code davit doctor}: shows what is set, and what is wrong. */
@Command(
    name = "doctor",
    header = {
      "Shows every setting that is in effect and where it was set, and looks for what is wrong.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit doctor [OPTION]... [DESTINATION]",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit doctor",
      "  davit doctor s3://bucket/prefix",
      "  davit doctor --json store:"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  Secrets are not shown. Nothing is written at the destination; davit verify does that."
    },
    usageHelpWidth = 96)
final class DoctorCommand implements Callable<Integer> {
  /** What the launcher and the session index read, and the language. */
  private static final Set<String> OURS =
      Set.of(
          "DAVIT_PROVIDERS_DIR",
          "DAVIT_JAVA_HOME",
          "DAVIT_JAVA_OPTS",
          "DAVIT_HOME",
          "DAVIT_START_CACHE",
          "DAVIT_LANG",
          "DAVIT_INDEX",
          "DAVIT_SESSION");

  private final Configuration configuration;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DESTINATION",
      description = "Also look whether this destination can be used.")
  private @Nullable String destination;

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  DoctorCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Optional<Target> target =
        Optional.ofNullable(destination)
            .map(text -> TargetOptions.target(configuration, text, settings.values()));
    List<String> files = new ArrayList<>();
    configuration.files().stream()
        .map(ConfigFile::path)
        .forEach(path -> files.add(path.toString()));
    configuration.dotEnv().ifPresent(path -> files.add(path.toString()));
    Map<String, OptionSpec> options =
        Variables.of(CommandLines.up(CommandLines.davit(configuration)));
    return Verb.run(
        json.output(),
        verb ->
            new DoctorRun(verb, StateOptions.defaults(), files, options(options), unread(options))
                .run(target));
  }

  /** Returns every option that can be set from outside, with its value and where that is set. */
  private Map<String, Sourced> options(Map<String, OptionSpec> options) {
    Map<String, Sourced> values = new TreeMap<>();
    options.forEach((variable, option) ->
        values.put(
            Variables.name(option).orElseThrow().substring(2),
            configuration.value(variable).orElseGet(() -> builtIn(option))));
    return values;
  }

  private static Sourced builtIn(OptionSpec option) {
    String value =
        switch (option.initialValue()) {
          case null -> "";
          case List<?> none -> "";
          case SendOrder found -> "name";
          case Object other -> other.toString();
        };
    return new Sourced(value, "built in");
  }

  /** Returns sentences on variables that no option reads, by their names. */
  private Map<String, String> unread(Map<String, OptionSpec> options) {
    Map<String, String> sentences = new TreeMap<>();
    for (String name : configuration.variables().keySet()) {
      if (!options.containsKey(name) && !OURS.contains(name)) {
        String hint =
            Settings.nearest(name, options.keySet())
                .map(near -> Say.of("; did you mean {0}?", near))
                .orElse("");
        sentences.put(name, Say.of("{0} is set, and nothing reads it{1}", name, hint));
      }
    }
    return sentences;
  }
}
