package dev.davit.core.usecase;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.Why;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens during a run. One stream feeds progress bar, log, report and listener.
 *
 * <p>{@link RunStarted} comes first and {@link RunFinished} last, each once. Every file that is
 * found ends in one {@link FileFinished}; {@link FileStarted} comes before it if it is sent.
 */
public sealed interface Event {

  /** A run begins. */
  record RunStarted(Instant at, String destination) implements Event {}

  /** A source of the run begins. */
  record SourceStarted(Path source, String jobId) implements Event {}

  /**
   * The scan went on.
   *
   * @param files found so far in the whole run, taken or not
   * @param bytes in those that may be sent
   * @param complete whether no more will be found
   */
  record Found(long files, long bytes, boolean complete) implements Event {}

  /** A file is being sent. */
  record FileStarted(RelativePath path, long length, Why why) implements Event {}

  /**
   * Bytes of a file are on their way.
   *
   * @param bytes more than before; negative when a request is repeated and they travel again
   */
  record Progressed(RelativePath path, long bytes) implements Event {}

  /** A request failed and will be repeated after a pause. */
  record Retrying(RelativePath path, int attempt, Duration pause, String error) implements Event {}

  /** A file is done with. */
  record FileFinished(Outcome outcome) implements Event {}

  /**
   * The destination could not index a file that it holds, while that was waited for.
   *
   * @param detail why it failed, for people; may be empty
   */
  record IndexingFailed(RelativePath path, String detail) implements Event {}

  /** Something people should know that is not about one file's fate. */
  record Notice(String sentence) implements Event {}

  /** A watched file vanished, and its object was removed because that was ordered. */
  record Removed(RelativePath path, ObjectKey key) implements Event {}

  /** The run is over. */
  record RunFinished(Summary summary) implements Event {}
}
