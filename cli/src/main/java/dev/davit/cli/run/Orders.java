package dev.davit.cli.run;

import dev.davit.cli.config.Target;
import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code davit up} was told to do.
 *
 * @param upload what is lifted where
 * @param target what the destination is, and where its settings were set
 * @param dryRun whether nothing is sent
 * @param output how much is said, to whom
 * @param logFile file, or folder to make one in
 * @param report file, or folder to make one in
 * @param failedList file for the paths of files that could not be sent
 * @param absent what is not there, and may be missing
 */
public record Orders(
    Upload.Builder upload,
    Target target,
    boolean dryRun,
    Output output,
    Optional<Path> logFile,
    Optional<Path> report,
    Optional<Path> failedList,
    Absent absent) {

  /** Returns the destination as it was typed. */
  public String destination() {
    return target.typed();
  }

  /** Returns the same, with the log and the report at other places. */
  Orders withOutputs(Path log, Path page) {
    return new Orders(
        upload, target, dryRun, output, Optional.of(log), Optional.of(page), failedList, absent);
  }

  /** How much is said, to whom. */
  public enum Output {
    /** To people, what went wrong. */
    QUIET,
    /** To people, progress and the last lines. */
    NORMAL,
    /** To people, also what became of each file. */
    VERBOSE,
    /** To machines. */
    JSON
  }
}
