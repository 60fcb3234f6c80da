package dev.davit.cli.command;

import dev.davit.cli.run.JobOutputs;
import dev.davit.cli.run.Orders.Output;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said, and where. */
final class OutputOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what went wrong.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say of each file why it was sent or skipped.")
  private boolean verbose;

  @Option(
      names = "--json",
      description = {
        "Write events to standard output, one JSON object per line; messages for people go to"
            + " standard error."
      })
  private boolean json;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Write a log to a file, or into a folder as upload_log_YYYYMMDD_HHMMSS.log.")
  private @Nullable Path logFile;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write a report when the run is over: a page to look at if the file is called .html, else"
            + " what became of each file as JSON; into a folder as"
            + " upload_report_YYYYMMDD_HHMMSS.json. The job's last 10 pages are kept with its state"
            + " too."
      })
  private @Nullable Path report;

  @Option(
      names = "--outputs",
      paramLabel = "DIR",
      description = {
        "Keep checkpoint, log and report of each run below DIR, in a folder for each source and"
            + " destination; upload_outputs for maiagent: destinations."
      })
  private @Nullable Path outputs;

  @Option(names = "--no-outputs", description = "Keep none of that.")
  private boolean noOutputs;

  /** Returns where the outputs of a job go. */
  JobOutputs jobOutputs() {
    if (outputs != null && noOutputs) {
      throw new UsageException(Say.of("--outputs and --no-outputs contradict each other"));
    }
    return noOutputs ? JobOutputs.nowhere() : JobOutputs.below(outputs);
  }

  /**
   * Returns how much is said, to whom.
   *
   * @throws UsageException if that is contradictory
   */
  Output output() {
    if (quiet && verbose) {
      throw new UsageException(Say.of("--quiet and --verbose contradict each other"));
    }
    return json ? Output.JSON : quiet ? Output.QUIET : verbose ? Output.VERBOSE : Output.NORMAL;
  }

  Optional<Path> logFile() {
    return Optional.ofNullable(logFile);
  }

  Optional<Path> report() {
    return Optional.ofNullable(report);
  }
}
