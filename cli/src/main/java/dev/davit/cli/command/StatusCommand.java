package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Target;
import dev.davit.cli.run.StatusRun;
import dev.davit.cli.run.TransfersRun;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StateOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit status}: shows the jobs of this machine. */
@Command(
    name = "status",
    header = {"Shows the jobs that have run on this machine, and how they stand.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit status [OPTION]... [DESTINATION]",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit status                                    the jobs of this machine",
      "  davit status --json",
      "  davit status clouddrive://nas:19798/115/photos  what the server itself still carries on"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    usageHelpWidth = 96)
final class StatusCommand implements Callable<Integer> {

  private final Configuration configuration;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DESTINATION",
      description = "Show what this destination itself is still busy with, instead of the jobs.")
  private @Nullable String destination;

  @ArgGroup(validate = false, heading = "%nThe destination:%n", order = 2)
  private SettingOptions settings = new SettingOptions();

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where davit keeps its state.")
  private @Nullable Path stateDir;

  @Mixin private JsonOption json = new JsonOption();

  StatusCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    if (destination != null) {
      Target target = TargetOptions.target(configuration, destination, settings.values());
      return Verb.run(json.output(), verb -> new TransfersRun(verb, target).run());
    }
    StateOptions defaults = StateOptions.defaults();
    StateOptions state = stateDir == null ? defaults : defaults.withDirectory(stateDir);
    return Verb.run(json.output(), verb -> new StatusRun(verb, state).run());
  }
}
