package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.SessionNotFoundException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which session. */
final class SessionOption {

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "The session, as \"davit index open\" printed it; $DAVIT_SESSION unless given.")
  private @Nullable String session = System.getenv("DAVIT_SESSION");

  @Mixin private IndexOptions index = new IndexOptions();

  /** Something to do with a session. */
  interface Work {
    int with(SessionIndex session);
  }

  /**
   * Does something with the session.
   *
   * @throws UsageException if none was named, or there is no such one
   */
  int during(Work work) {
    if (session == null || session.isBlank()) {
      throw new UsageException("name a session with --session; \"davit index open\" makes one");
    }
    try (FileIndex open = index.open()) {
      return work.with(find(open, index, session));
    }
  }

  Optional<String> name() {
    return Optional.ofNullable(session).filter(name -> !name.isBlank());
  }

  IndexOptions index() {
    return index;
  }

  static SessionIndex find(FileIndex open, IndexOptions options, String session) {
    try {
      return open.session(options.principal(), new SessionHandle(session));
    } catch (SessionNotFoundException e) {
      throw new UsageException(
          "there is no session \""
              + session
              + "\", or it was not used for 30 days; \"davit index open\" makes one");
    }
  }
}
