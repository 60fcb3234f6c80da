package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.SessionNotFoundException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

  @Option(
      names = "--now",
      paramLabel = "T",
      description = "Answer as if it were then, such as 2026-05-20T10:02:00+08:00.")
  private @Nullable String now;

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
      throw new UsageException(
          Say.of("name a session with --session; \"davit index open\" makes one"));
    }
    try (FileIndex open = index.open(clock())) {
      return work.with(find(open, index, session));
    }
  }

  private Clock clock() {
    if (now == null) {
      return Clock.systemUTC();
    }
    try {
      return Clock.fixed(OffsetDateTime.parse(now).toInstant(), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UsageException(
          Say.of("--now must be a time like 2026-05-20T10:02:00+08:00, not \"{0}\"", now));
    }
  }

  static SessionIndex find(FileIndex open, IndexOptions options, String session) {
    try {
      return open.session(options.principal(), new SessionHandle(session));
    } catch (SessionNotFoundException e) {
      throw new UsageException(
          Say.of(
              "there is no session \"{0}\", or it was not used for 30 days; \"davit index open\""
                  + " makes one",
              session));
    }
  }
}
