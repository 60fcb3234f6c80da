package dev.davit.core.spi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where state is kept. */
public final class StateOptions {
  private final @Nullable Path directory;
  private final @Nullable Function<Job, Path> checkpointFiles;

  private StateOptions(@Nullable Path directory, @Nullable Function<Job, Path> checkpointFiles) {
    this.directory = directory;
    this.checkpointFiles = checkpointFiles;
  }

  /** Returns the platform's place: {@code $XDG_STATE_HOME/davit} or its like. */
  public static StateOptions defaults() {
    return new StateOptions(null, null);
  }

  /** Returns a copy with a directory that holds the state of all jobs. */
  public StateOptions withDirectory(Path directory) {
    return new StateOptions(directory, checkpointFiles);
  }

  /**
   * Returns a copy that keeps {@code upload_checkpoint.json} elsewhere than beside the state.
   *
   * @param place tells the file of a job, in a folder that exists; different for different jobs
   */
  public StateOptions withCheckpointFiles(Function<Job, Path> place) {
    return new StateOptions(directory, place);
  }

  /** Returns the directory, if one was given. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  /** Returns where the {@code upload_checkpoint.json} of a job is kept, if a place was given. */
  public Optional<Path> checkpointFile(Job job) {
    return Optional.ofNullable(checkpointFiles).map(place -> place.apply(job));
  }
}
