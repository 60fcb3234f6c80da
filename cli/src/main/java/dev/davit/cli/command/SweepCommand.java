package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.SweepRun;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StateOptions;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit sweep}: discards unfinished uploads. */
@Command(
    name = "sweep",
    header = {
      "Discards uploads that began at a destination and that nobody will finish; they cost storage.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit sweep [OPTION]... DESTINATION",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit sweep s3://bucket                         only says what it would discard",
      "  davit sweep --older-than 7d --yes s3://bucket   discards what began over a week ago"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  What a job of this machine will go on with is kept, whatever its age. Of uploads of other",
      "  machines only the age tells whether they are alive."
    },
    usageHelpWidth = 96)
final class SweepCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(index = "0", paramLabel = "DESTINATION", description = "As for davit up.")
  private String destination = "";

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      converter = Parsers.Span.class,
      description = "Leave uploads that began more recently; 1d unless given.")
  private Duration olderThan = Duration.ofDays(1);

  @Option(names = "--yes", description = "Discard them; otherwise they are only shown.")
  private boolean yes;

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where davit keeps its state.")
  private @Nullable Path stateDir;

  @ArgGroup(
      validate = false,
      headingKey = "destination",
      heading = "%nThe destination:%n",
      order = 2)
  private SettingOptions settings = new SettingOptions();

  @Mixin private JsonOption json = new JsonOption();

  SweepCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Target target = TargetOptions.target(configuration, destination, settings.values());
    StateOptions defaults = StateOptions.defaults();
    StateOptions state = stateDir == null ? defaults : defaults.withDirectory(stateDir);
    Upload.Mode mode = yes ? Upload.Mode.REAL : Upload.Mode.DRY;
    return Verb.run(
        json.output(), verb -> new SweepRun(verb, target, state, olderThan, mode).run());
  }
}
