package dev.davit.cli.run;

import dev.davit.core.usecase.Upload;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code davit up} was told to do.
 *
 * @param upload what is lifted where
 * @param destination as it was typed
 * @param dryRun whether nothing is sent
 * @param output how much is said, to whom
 * @param logFile file, or folder to make one in
 * @param report file, or folder to make one in
 */
public record Orders(
    Upload.Builder upload,
    String destination,
    boolean dryRun,
    Output output,
    Optional<Path> logFile,
    Optional<Path> report) {

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
