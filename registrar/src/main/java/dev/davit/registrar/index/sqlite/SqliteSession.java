package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.GetResult;
import dev.davit.registrar.index.Heard;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.LoggedEvent;
import dev.davit.registrar.index.Recorded;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.Relation;
import dev.davit.registrar.index.ResolveContext;
import dev.davit.registrar.index.ResolveResult;
import dev.davit.registrar.index.Scope;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.TurnLink;
import dev.davit.registrar.index.UploadRecord;
import dev.davit.registrar.index.VersionSelector;
import dev.davit.registrar.index.words.MentionParser;
import dev.davit.registrar.index.words.Mentions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One session of the index in SQLite. */
final class SqliteSession implements SessionIndex {
  private final Database database;
  private final long id;
  private final SessionHandle handle;
  private final ZoneId zone;
  private final Locale locale;
  private final Instant expires;
  private final Clock clock;
  private final RandomGenerator random;

  SqliteSession(
      Database database, SessionRow session, Instant expires, Clock clock, RandomGenerator random) {
    this.database = database;
    id = session.id();
    handle = new SessionHandle(session.handle());
    zone = ZoneId.of(session.zone());
    locale = Locale.forLanguageTag(session.locale());
    this.expires = expires;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public SessionHandle handle() {
    return handle;
  }

  @Override
  public Instant expiresAt() {
    return expires;
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Recorded record(UploadRecord upload) {
    return database.write(db -> recording(db).record(upload));
  }

  @Override
  public List<Recorded> record(List<UploadRecord> uploads) {
    return database.write(db -> {
      List<Recorded> recorded = new ArrayList<>(uploads.size());
      for (UploadRecord upload : uploads) {
        recorded.add(recording(db).record(upload));
      }
      return recorded;
    });
  }

  @Override
  public boolean forget(FileId file) {
    return database.write(db -> recording(db).forget(file.value()));
  }

  private Recording recording(Db db) throws SQLException {
    return new Recording(db, SessionRow.get(db, id), clock.millis(), random);
  }

  @Override
  public ListResult list(FileQuery query) {
    return database.read(db ->
        new Answers(db, SessionRow.get(db, id), query, "", clock.instant(), Set.of())
            .answer()
            .result());
  }

  @Override
  public ListResult search(String text, FileQuery filter) {
    if (Grams.terms(text).isEmpty()) {
      throw new IllegalArgumentException("There is nothing to search for.");
    }
    FileQuery query =
        new FileQuery(
            Reference.ALL,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Scope.AUTO,
            filter.fileTypes(),
            filter.names(),
            filter.timeRange(),
            filter.since(),
            filter.until(),
            filter.turnFilter(),
            filter.turn(),
            filter.version(),
            filter.pageSize(),
            filter.cursor());
    return database.read(db ->
        new Answers(db, SessionRow.get(db, id), query, text, clock.instant(), Set.of())
            .answer()
            .result());
  }

  @Override
  public ResolveResult resolve(String utterance, ResolveContext context) {
    Instant now = clock.instant();
    return database.read(db -> {
      SessionRow session = SessionRow.get(db, id);
      MentionParser parser = new MentionParser(now, zone, context.locale().orElse(locale));
      Mentions mentions = parser.parse(utterance, new NamesInDatabase(db, id), context.turn());
      Set<Long> taken = new HashSet<>();
      List<ListResult> results = new ArrayList<>();
      for (FileQuery query : mentions.queries()) {
        Answers.Answer answer =
            new Answers(db, session, query, "", now, Set.copyOf(taken)).answer();
        taken.addAll(answer.taken());
        results.add(answer.result());
      }
      return new ResolveResult(results);
    });
  }

  @Override
  public List<List<Heard>> hear(String utterance, ResolveContext context) {
    Instant now = clock.instant();
    return database.read(db ->
        new MentionParser(now, zone, context.locale().orElse(locale))
            .hear(utterance, new NamesInDatabase(db, id), context.turn()));
  }

  @Override
  public GetResult get(FileId file, VersionSelector version) {
    return database.read(db -> {
      Optional<FileRow> found = FileRow.byFileId(db, id, file.value());
      if (found.isEmpty()) {
        return new GetResult.NotFound();
      }
      FileRow row = found.get();
      if (row.deleted()) {
        return new GetResult.Deleted();
      }
      int wanted =
          switch (version) {
            case VersionSelector.Head h -> row.headVersion();
            case VersionSelector.Previous p -> row.headVersion() - 1;
            case VersionSelector.Numbered n -> n.version();
          };
      int uploads =
          (int)
              db.number(
                  new Sql().add("SELECT count(*) FROM event WHERE file = ? AND op = 1", row.id()));
      return Hits.version(db, row.id(), wanted)
          .<GetResult>map(hit -> new GetResult.Found(hit, uploads))
          .orElseGet(GetResult.NotFound::new);
    });
  }

  @Override
  public void link(FileId file, int version, int turn, Relation relation) {
    database.write(db -> {
      FileRow row = FileRow.byFileId(db, id, file.value()).orElseThrow(SqliteSession::noSuchFile);
      if (turn < 0 || Hits.version(db, row.id(), version).isEmpty()) {
        throw noSuchFile();
      }
      return db.update(
          "INSERT OR IGNORE INTO turn_link(file, turn, version, relation, at_ms)"
              + " VALUES (?, ?, ?, ?, ?)",
          row.id(),
          turn,
          version,
          relation.word(),
          clock.millis());
    });
  }

  private static IllegalArgumentException noSuchFile() {
    return new IllegalArgumentException("There is no such file, version or turn.");
  }

  @Override
  public List<TurnLink> links(FileId file) {
    return database.read(db ->
        db.all(
            new Sql()
                .add(
                    "SELECT l.version, l.turn, l.relation, l.at_ms FROM turn_link l"
                        + " JOIN file f ON f.id = l.file WHERE f.file_id = ? AND f.session = ?"
                        + " ORDER BY l.turn, l.version, l.relation",
                    file.value(),
                    id),
            row ->
                new TurnLink(
                    file,
                    row.getInt(1),
                    row.getInt(2),
                    Relation.of(row.getString(3)),
                    Instant.ofEpochMilli(row.getLong(4)))));
  }

  @Override
  public List<LoggedEvent> log(long after, int limit) {
    return database.read(db ->
        db.all(
            new Sql()
                .add(
                    "SELECT e.seq, e.op, f.file_id, f.path, e.at_ms, e.turn, e.version FROM event e"
                        + " JOIN file f ON f.id = e.file WHERE e.session = ? AND e.seq > ?"
                        + " ORDER BY e.seq LIMIT ?",
                    id,
                    after,
                    limit),
            row ->
                new LoggedEvent(
                    row.getLong(1),
                    row.getInt(2) == 1 ? LoggedEvent.Kind.UPLOAD : LoggedEvent.Kind.DELETE,
                    new FileId(row.getString(3)),
                    row.getString(4),
                    Instant.ofEpochMilli(row.getLong(5)),
                    optional(row.getObject(6)),
                    optional(row.getObject(7)))));
  }

  private static OptionalInt optional(@Nullable Object number) {
    return number instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty();
  }
}
