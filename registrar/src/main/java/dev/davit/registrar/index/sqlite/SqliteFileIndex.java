package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileIndex;
import dev.davit.registrar.index.IndexException;
import dev.davit.registrar.index.OpenedSession;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.SessionNotFoundException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The index in one SQLite file, readable by its owner only. */
public final class SqliteFileIndex implements FileIndex {
  /** How long a session lasts without use. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private static final Duration RENEWED_AFTER = Duration.ofDays(1);
  private static final int HANDLE_BYTES = 16;

  private final Database database;
  private final Clock clock;
  private final RandomGenerator random;

  private SqliteFileIndex(Database database, Clock clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens an index, or makes it.
   *
   * @throws IndexException if it cannot be opened
   */
  public static SqliteFileIndex open(Path file, Clock clock) {
    return open(file, clock, new SecureRandom());
  }

  /**
   * Opens an index whose handles come from a generator.
   *
   * @param random must not be guessable
   * @throws IndexException if it cannot be opened
   */
  public static SqliteFileIndex open(Path file, Clock clock, RandomGenerator random) {
    return new SqliteFileIndex(Database.open(file), clock, random);
  }

  @Override
  public OpenedSession open(Principal who, ZoneId zone, Locale locale) {
    byte[] bytes = new byte[HANDLE_BYTES];
    random.nextBytes(bytes);
    SessionHandle handle = new SessionHandle("s" + HexFormat.of().formatHex(bytes));
    long now = clock.millis();
    long expires = now + LIFETIME.toMillis();
    database.write(db ->
        db.update(
            "INSERT INTO session(handle, principal, zone, locale, created_ms, expires_ms)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            handle.value(),
            who.name(),
            zone.getId(),
            locale.toLanguageTag(),
            now,
            expires));
    return new OpenedSession(handle, Instant.ofEpochMilli(expires));
  }

  @Override
  public SessionIndex session(Principal who, SessionHandle handle) throws SessionNotFoundException {
    long now = clock.millis();
    Optional<SessionRow> found =
        database.read(db -> SessionRow.find(db, handle.value(), who.name(), now));
    SessionRow session = found.orElseThrow(SessionNotFoundException::new);
    long fresh = now + LIFETIME.toMillis();
    long stale = fresh - RENEWED_AFTER.toMillis();
    boolean renew = session.expiresMillis() < stale;
    if (renew) {
      database.write(
          db -> db.update("UPDATE session SET expires_ms = ? WHERE id = ?", fresh, session.id()));
    }
    Instant expires = Instant.ofEpochMilli(renew ? fresh : session.expiresMillis());
    return new SqliteSession(database, session, expires, clock, random);
  }

  @Override
  public void close() {
    database.close();
  }
}
