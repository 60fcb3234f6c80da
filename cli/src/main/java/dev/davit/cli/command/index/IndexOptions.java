package dev.davit.cli.command.index;

import dev.davit.cli.run.IndexPlace;
import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.Principal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which index, and as whom. */
public class IndexOptions {

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description = {
        "The index's database; $DAVIT_INDEX, or file-index.db in the state directory, unless"
            + " given."
      })
  private @Nullable Path index;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Whose sessions; \"local\" unless given. Others' sessions do not exist.")
  private String principal = "local";

  /** Returns the index, open. */
  public FileIndex open() {
    return open(Clock.systemUTC());
  }

  FileIndex open(Clock clock) {
    return IndexPlace.open(Optional.ofNullable(index), clock);
  }

  /** Returns whose sessions are meant. */
  public Principal principal() {
    if (principal.isBlank()) {
      throw new UsageException(Say.of("--as needs a name"));
    }
    return new Principal(principal);
  }
}
