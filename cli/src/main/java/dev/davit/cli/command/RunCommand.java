package dev.davit.cli.command;

import dev.davit.cli.config.Configuration;
import dev.davit.cli.config.Table;
import dev.davit.cli.run.ExitCode;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code davit run}: runs jobs that {@code davit.toml} names. */
@Command(
    name = "run",
    header = {"Runs jobs that davit.toml names, one after the other.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "davit run [OPTION]... JOB...",
    descriptionHeading = "%nExamples:%n",
    description = {
      "  davit run nightly",
      "  davit run --dry-run photos models",
      "  davit run --all --quiet"
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nGood to know:%n",
    footer = {
      "  davit.toml is looked for here, in the folders above, and in ~/.config/davit:",
      "",
      "    [destinations.store]",
      "    url = \"s3://bucket/prefix\"",
      "    region = \"eu-central-1\"",
      "",
      "    [jobs.nightly]",
      "    source = [\"photos\", \"notes\"]",
      "    destination = \"store:today\"",
      "    exclude = [\"*.tmp\"]",
      "",
      "  A job with several destinations has a table [[jobs.NAME.steps]] for each; what stands in",
      "  [jobs.NAME] counts for every step. Every long option of davit up is a key of a job. What is",
      "  typed wins over DAVIT_… in the environment, that over .env, that over the job, that over",
      "  the destination's table.",
      "  The first job that fails decides the exit code; the others run all the same."
    },
    usageHelpWidth = 96)
final class RunCommand implements Callable<Integer> {
  private final Configuration configuration;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JOB", arity = "0..*", description = "A table [jobs.JOB] of davit.toml.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Run all jobs there are.")
  private boolean all;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only say what would be sent and why; write nothing.")
  private boolean dryRun;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what went wrong.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say of each file why it was sent or skipped.")
  private boolean verbose;

  @Option(
      names = "--if-configured",
      description = "Where a source or every credential is missing, warn and go on; see davit up.")
  private boolean ifConfigured;

  @Option(names = "--json", description = "Write events as davit up --json does, job after job.")
  private boolean json;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private HelpOption help = new HelpOption();

  RunCommand(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    CommandLine davit = CommandLines.davit(configuration);
    davit.setErr(spec.commandLine().getErr()).setOut(spec.commandLine().getOut());
    CommandSpec up = CommandLines.up(davit);
    JobArguments arguments = new JobArguments(configuration, up);
    List<List<String>> lines =
        jobs().stream()
            .flatMap(job -> job.steps().isEmpty() ? Stream.of(job) : job.steps().stream())
            .map(step -> arguments.of(step, typed()))
            .toList(); // mistakes come first
    int first = ExitCode.OK.number();
    for (List<String> line : lines) {
      int status = davit.execute(line.toArray(String[]::new));
      first = first == ExitCode.OK.number() ? status : first;
      if (status == ExitCode.INTERRUPTED.number() || status == ExitCode.TERMINATED.number()) {
        return status;
      }
    }
    return first;
  }

  private List<Table> jobs() {
    Set<String> known = configuration.jobs();
    Set<String> wanted = all ? known : new LinkedHashSet<>(names);
    if (wanted.isEmpty()) {
      throw new UsageException(
          known.isEmpty()
              ? Say.of("no davit.toml here, above or in {0} names a job", configuration.ofUser())
              : Say.of("say which job to run: {0}", String.join(", ", known)));
    }
    return wanted.stream().map(name -> job(name, known)).toList();
  }

  private Table job(String name, Set<String> known) {
    return configuration
        .job(name)
        .orElseThrow(() ->
            new UsageException(
                Say.of(
                    "there is no job \"{0}\"{1}",
                    name,
                    Settings.nearest(name, known)
                        .map(near -> Say.of("; did you mean {0}?", near))
                        .orElseGet(() -> Say.of("; there are {0}", known)))));
  }

  private List<String> typed() {
    List<String> typed = new ArrayList<>();
    add(typed, dryRun, "--dry-run");
    add(typed, quiet, "--quiet");
    add(typed, verbose, "--verbose");
    add(typed, json, "--json");
    add(typed, ifConfigured, "--if-configured");
    return typed;
  }

  private static void add(List<String> typed, boolean wanted, String option) {
    if (wanted) {
      typed.add(option);
    }
  }
}
