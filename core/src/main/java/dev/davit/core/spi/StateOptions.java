package dev.davit.core.spi;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where state is kept. */
public final class StateOptions {
  private final @Nullable Path directory;

  private StateOptions(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Returns the platform's place: {@code $XDG_STATE_HOME/davit} or its like. */
  public static StateOptions defaults() {
    return new StateOptions(null);
  }

  /** Returns a copy with a directory that holds the state of all jobs. */
  public StateOptions withDirectory(Path directory) {
    return new StateOptions(directory);
  }

  /** Returns the directory, if one was given. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }
}
