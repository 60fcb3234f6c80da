package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.run.RegisterRun;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.run.Verb;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.StateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code davit register}: what must still be registered. */
@Command(
    name = "register",
    header = {
      "Shows uploads that others could not be told of yet, or that they refused, and tells them again.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = "davit register [OPTION]... [ID]...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit register                       what waits, what was refused, and why",
      "  davit register --retry --register-url http://127.0.0.1:9501/v1",
      "  davit register --drop 3f2a91c04d1b"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  What waits is tried again by each run of its job, with growing pauses up to 15 minutes.",
      "  What was refused is kept until it is tried again or dropped. For which task something",
      "  is to be registered was remembered when it was uploaded."
    },
    usageHelpWidth = 96)
final class RegisterCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "The beginning of a registration's id; all unless given.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--list", description = "Show them; done unless something else is asked for.")
  private boolean list;

  @Option(
      names = "--retry",
      description = "Try now, what was refused too. Says who is told, as for davit up.")
  private boolean retry;

  @Option(names = "--drop", description = "Forget what was refused; name an ID, or say --all.")
  private boolean drop;

  @Option(names = "--all", description = "With --drop: everything that was refused.")
  private boolean all;

  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "Only of one job: the beginning of the id that davit status --json shows.")
  private String job = "";

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Where davit keeps its state.")
  private @Nullable Path stateDir;

  @ArgGroup(
      validate = false,
      headingKey = "registration",
      heading = "%nWho is told of uploads:%n",
      order = 2)
  private RegistrarOptions registration = new RegistrarOptions();

  @Mixin private JsonOption json = new JsonOption();

  RegisterCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    if ((list && (retry || drop)) || (retry && drop)) {
      throw new UsageException(Say.of("--list, --retry and --drop exclude each other: give one"));
    }
    if (drop && ids.isEmpty() && !all) {
      throw new UsageException(Say.of("say which to drop: an ID, or --all"));
    }
    StateOptions defaults = StateOptions.defaults();
    StateOptions state = stateDir == null ? defaults : defaults.withDirectory(stateDir);
    registration.takeApi(configuration);
    return Verb.run(
        json.output(),
        verb -> {
          RegisterRun run = new RegisterRun(verb, state, job, ids);
          return retry
              ? run.retry(registration.registrars(configuration))
              : drop ? run.drop() : run.list();
        });
  }
}
