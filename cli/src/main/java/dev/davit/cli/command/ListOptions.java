package dev.davit.cli.command;

import dev.davit.cli.run.FilesFrom;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.usecase.SendOrder;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much is sent, in which order. */
final class ListOptions {

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description = {
        "Take only the files that FILE names, one path below SOURCE to a line; - reads standard"
            + " input. Hidden files are taken too."
      })
  private @Nullable String filesFrom;

  @Option(
      names = "--files-from0",
      paramLabel = "FILE",
      description = "The same, with a NUL byte after each path, as find -print0 writes.")
  private @Nullable String filesFrom0;

  @Option(
      names = "--failed-list",
      paramLabel = "FILE",
      description = {
        "Write the paths of files that could not be sent to FILE, for --files-from. The job's"
            + " folder has the list of the last run as failed_files.txt."
      })
  private @Nullable Path failedList;

  @Option(
      names = "--order-by",
      paramLabel = "ORDER",
      converter = Parsers.Order.class,
      description = {
        "Send in the order of size, modtime or name, followed by ,asc ,desc or ,mixed (from both"
            + " ends by turns). By name, as files are found, unless given."
      })
  private SendOrder order = SendOrder.FOUND;

  @Option(
      names = "--max-duration",
      paramLabel = "DURATION",
      converter = Parsers.Span.class,
      description = "Begin no further file after so long; what can be resumed is parked.")
  private @Nullable Duration maxDuration;

  @Option(
      names = "--max-transfer",
      paramLabel = "SIZE",
      converter = Parsers.Size.class,
      description = "Send at most so many bytes; a file that does not fit is left to the next run.")
  private @Nullable Long maxTransfer;

  Optional<Path> failedList() {
    return Optional.ofNullable(failedList);
  }

  /** Sets them. */
  void apply(Upload.Builder upload, List<Path> sources) {
    upload.order(order);
    if (maxDuration != null) {
      if (!maxDuration.isPositive()) {
        throw new UsageException(Say.of("--max-duration must be longer than nothing"));
      }
      upload.maxDuration(maxDuration);
    }
    if (maxTransfer != null) {
      upload.maxTransfer(maxTransfer);
    }
    if (filesFrom != null && filesFrom0 != null) {
      throw new UsageException(Say.of("--files-from and --files-from0 contradict each other"));
    }
    if (filesFrom != null || filesFrom0 != null) {
      if (sources.size() != 1) {
        throw new UsageException(
            Say.of("--files-from needs one SOURCE, below which its paths are"));
      }
      FilesFrom list = new FilesFrom(sources.getFirst());
      upload.only(filesFrom0 == null ? list.lines(filesFrom) : list.nulTerminated(filesFrom0));
    }
  }
}
