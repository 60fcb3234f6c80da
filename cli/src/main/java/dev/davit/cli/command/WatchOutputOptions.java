package dev.davit.cli.command;

import dev.davit.cli.run.Orders.Output;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said while a folder is watched, and where. */
final class WatchOutputOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what went wrong.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say of each file that changed also why it was not sent.")
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

  /** Returns how much is said, to whom. */
  Output output() {
    if (quiet && verbose) {
      throw new UsageException(Say.of("--quiet and --verbose contradict each other"));
    }
    return json ? Output.JSON : quiet ? Output.QUIET : verbose ? Output.VERBOSE : Output.NORMAL;
  }

  /** Returns the log file. */
  Optional<Path> logFile() {
    return Optional.ofNullable(logFile);
  }
}
