package dev.davit.cli.command;

import dev.davit.cli.run.StatusRun;
import dev.davit.cli.run.Verb;
import dev.davit.core.spi.StateOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code davit status}: shows the jobs of this machine. */
@Command(
    name = "status",
    header = {"Shows the jobs that have run on this machine, and how they stand.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit status [OPTION]...",
    descriptionHeading = "%nExamples:%n",
    description = {"  davit status", "  davit status --json"},
    optionListHeading = "%nOptions:%n",
    usageHelpWidth = 96)
final class StatusCommand implements Callable<Integer> {

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where davit keeps its state.")
  private @Nullable Path stateDir;

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    StateOptions defaults = StateOptions.defaults();
    StateOptions state = stateDir == null ? defaults : defaults.withDirectory(stateDir);
    return Verb.run(json.output(), verb -> new StatusRun(verb, state).run());
  }
}
