package dev.davit.cli.command;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.Upload;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is done about what is at the destination already, or not yet usable there. */
final class RepairOptions {

  @Option(
      names = "--repair",
      description = {
        "Look through the destination first, and send again what is missing there, has another"
            + " length or could not be indexed."
      })
  private boolean repair;

  @Option(
      names = "--delete",
      description = "With --repair: of several objects with one name, remove all but one.")
  private boolean delete;

  @Option(
      names = "--wait-indexed",
      description = "Wait at the end until the destination has indexed the files.")
  private boolean waitIndexed;

  @Option(
      names = "--index-timeout",
      paramLabel = "DURATION",
      converter = Parsers.Span.class,
      description = "Stop waiting when nothing was indexed for so long; 10m unless given.")
  private Duration indexTimeout = Duration.ofMinutes(10);

  /**
   * Tells an order.
   *
   * @throws UsageException if it makes no sense
   */
  void apply(Upload.Builder upload) {
    if (delete && !repair) {
      throw new UsageException(Say.of("--delete goes with --repair"));
    }
    if (repair) {
      upload.repair(delete ? Upload.Repair.RESEND_AND_REMOVE_DUPLICATES : Upload.Repair.RESEND);
    }
    if (waitIndexed) {
      upload.awaitIndexed(indexTimeout);
    }
  }
}
