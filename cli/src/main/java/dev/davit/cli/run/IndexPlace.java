package dev.davit.cli.run;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import dev.davit.cli.text.Say;
import dev.davit.core.spi.Machine;
import dev.davit.core.spi.StateOptions;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.sqlite.SqliteFileIndex;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Where the session index is: the file that was named, else the one that {@code DAVIT_INDEX} names,
 * else {@code file-index.db} in the state directory. Nothing of it is loaded until it is opened.
 */
public final class IndexPlace {
  /** The variable that names the file. */
  public static final String VARIABLE = "DAVIT_INDEX";

  private static final String NAME = "file-index.db";

  private IndexPlace() {}

  /**
   * Returns the index, open.
   *
   * @param named the file that was named on the command line
   * @param clock says when now is
   * @throws UsageException if there can be no file
   * @throws dev.davit.registrar.index.IndexException if it cannot be opened
   */
  public static FileIndex open(Optional<Path> named, Clock clock) {
    Path file = file(named, System.getenv());
    return Guice.createInjector(new IndexModule(file, clock)).getInstance(FileIndex.class);
  }

  /** Returns the file. */
  static Path file(Optional<Path> named, Map<String, String> environment) {
    return named
        .or(() ->
            Optional.ofNullable(environment.get(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(Path::of))
        .orElseGet(() -> machine().stateDirectory(StateOptions.defaults()).resolve(NAME))
        .toAbsolutePath();
  }

  private static Machine machine() {
    return ServiceLoader.load(Machine.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no adapter to this machine is on the class path"));
  }

  private static final class IndexModule extends AbstractModule {
    private final Path file;
    private final Clock clock;

    IndexModule(Path file, Clock clock) {
      this.file = file;
      this.clock = clock;
    }

    @Provides
    @Singleton
    FileIndex index() {
      try {
        Files.createDirectories(file.getParent());
      } catch (IOException e) {
        throw new UsageException(
            Say.of(
                "the folder of the index, {0}, cannot be made", String.valueOf(file.getParent())));
      }
      return SqliteFileIndex.open(file, clock);
    }
  }
}
