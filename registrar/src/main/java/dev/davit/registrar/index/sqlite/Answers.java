package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.CursorException;
import dev.davit.registrar.index.FileHit;
import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Interpreted;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.Reason;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.Status;
import dev.davit.registrar.index.naming.FileTypes;
import dev.davit.registrar.index.naming.Names;
import dev.davit.registrar.index.time.Ranges;
import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.time.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Answers one question, all from one moment of the database. */
final class Answers {
  private static final int ALTERNATIVES = 5;
  private static final int SUGGESTIONS = 3;

  private final Db db;
  private final SessionRow session;
  private final FileQuery query;
  private final String search;
  private final Set<Long> taken;
  private final Optional<Cursor> cursor;
  private final long arguments;
  private final UserCalendar calendar;
  private final View view;
  private final Focus focus;
  private final Filter filter;
  private final Window window;

  /**
   * Prepares an answer.
   *
   * @param search what is searched for; empty for other questions
   * @param taken what earlier mentions took
   */
  Answers(Db db, SessionRow session, FileQuery query, String search, Instant now, Set<Long> taken)
      throws SQLException {
    this.db = db;
    this.session = session;
    this.query = query;
    this.search = search;
    this.taken = taken;
    arguments = Cursor.arguments(session.handle(), search, query);
    cursor = query.cursor().map(Cursor::of);
    if (cursor.filter(other -> other.arguments() != arguments).isPresent()) {
      throw new CursorException(CursorException.Problem.MISMATCH);
    }
    Instant then = cursor.map(first -> Instant.ofEpochMilli(first.nowMillis())).orElse(now);
    calendar = new UserCalendar(then, ZoneId.of(session.zone()));
    view =
        View.of(
            session,
            query.turn(),
            cursor.map(first -> OptionalLong.of(first.snapshot())).orElse(OptionalLong.empty()));
    window = Ranges.window(query, calendar);
    Filter named = Filter.of(query, window, extensions());
    filter = search.isEmpty() ? named : named.having(Terms.of(search));
    focus = cursor.isPresent() ? cursor.get().focus() : current();
  }

  /** Returns what extensions the session's files have, if that matters. */
  private Set<String> extensions() throws SQLException {
    if (query.fileTypes().stream().noneMatch(type -> type.startsWith(FileTypes.NOT))) {
      return Set.of();
    }
    return Set.copyOf(
        db.all(
            new Sql().add("SELECT ext FROM ext_count WHERE session = ? AND live > 0", session.id()),
            row -> row.getString(1)));
  }

  private Focus current() throws SQLException {
    return Focus.of(
        candidates(Filter.NONE, new Focus.Nothing()).first(Slice.of(Pool.ALL, Order.NEWEST, 1)),
        query.turn(),
        calendar.now().toEpochMilli(),
        UserCalendar.RECENT.toMillis());
  }

  private Candidates candidates(Filter other, Focus current) {
    return new Candidates(db, view, other, current, query.turn());
  }

  private Candidates candidates() {
    return candidates(filter, focus);
  }

  /** An answer, and the files it took. */
  record Answer(ListResult result, Set<Long> taken) {}

  Answer answer() throws SQLException {
    if (cursor.isPresent()) {
      Cursor first = cursor.get();
      Choice rest =
          new Choice(first.slice(), first.status(), Reason.NO_MATCH, first.relaxed(), false);
      return page(rest, first.total());
    }
    if (!search.isEmpty()) {
      Slice all = Slice.of(Pool.ALL, Order.RANK, Choice.UNLIMITED);
      return page(Choice.of(all), candidates().total());
    }
    long total = candidates().total();
    return total == 0 ? nothing() : page(choice(), total);
  }

  private Choice choice() throws SQLException {
    Choice choice = new Chooser(candidates(), query, focus, taken).choose();
    return query.reference() == Reference.ALL && choice.status() == Status.OK && !allNamed()
        ? choice.partial()
        : choice;
  }

  private boolean allNamed() throws SQLException {
    if (filter.names().size() < 2) {
      return true;
    }
    for (String name : filter.names()) {
      if (candidates(filter.named(List.of(name)), focus).total() == 0) {
        return false;
      }
    }
    return true;
  }

  private Answer page(Choice choice, long total) throws SQLException {
    Slice slice = choice.slice();
    int size = Math.min(query.pageSize(), slice.limit());
    int more = slice.limit() > size ? 1 : 0;
    List<Row> found = candidates().rows(slice.limited(size + more));
    List<Row> rows = found.subList(0, Math.min(size, found.size()));
    if (rows.isEmpty() && cursor.isEmpty()) {
      return none(choice.reason(), total, suggest(filter));
    }
    Optional<String> next = found.size() > size ? next(choice, rows, total) : Optional.empty();
    List<Row> shown = mentionOrder(rows);
    Set<Long> files = new HashSet<>();
    shown.forEach(row -> files.add(row.file()));
    ListResult result =
        new ListResult(
            choice.status(),
            Optional.empty(),
            hits(shown),
            choice.alternatives() ? alternatives(files) : List.of(),
            List.of(),
            total,
            focusIds(),
            choice.relaxed(),
            interpreted(),
            next);
    return new Answer(result, files);
  }

  private Optional<String> next(Choice choice, List<Row> rows, long total) throws SQLException {
    Slice slice = choice.slice();
    int left = slice.limit() == Choice.UNLIMITED ? slice.limit() : slice.limit() - rows.size();
    Row.Place last = rows.get(rows.size() - 1).place();
    Slice rest = slice.after(last).limited(left).upTo(end(slice));
    long snapshot = cursor.map(Cursor::snapshot).orElse(session.nextSeq() - 1);
    return Optional.of(
        new Cursor(
                arguments,
                snapshot,
                calendar.now().toEpochMilli(),
                total,
                choice.status(),
                choice.relaxed(),
                focus,
                rest)
            .text());
  }

  /** Counted files stay those that were counted, even if some vanish before they are shown. */
  private Optional<Row.Place> end(Slice slice) throws SQLException {
    if (slice.end().isPresent() || slice.limit() == Choice.UNLIMITED) {
      return slice.end();
    }
    List<Row> all = candidates().rows(slice);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).place());
  }

  private List<Row> mentionOrder(List<Row> rows) {
    if (filter.names().size() < 2 || query.reference() == Reference.ALL) {
      return rows;
    }
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparingInt(row -> filter.names().indexOf(Names.key(row.hit().name()))));
    return sorted;
  }

  private List<FileHit> alternatives(Set<Long> shown) throws SQLException {
    Set<Long> known = new HashSet<>(shown);
    known.addAll(taken);
    return hits(candidates().rows(Slice.of(Pool.ALL, Order.NEWEST, ALTERNATIVES).without(known)));
  }

  private Answer nothing() throws SQLException {
    if (!filter.names().isEmpty()) {
      NameState state = new NameState(db, view, filter.names());
      if (!state.anyLive()) {
        Reason reason =
            state.anyDeleted()
                ? Reason.DELETED
                : session.live() == 0 ? Reason.EMPTY_SESSION : Reason.UNKNOWN_NAME;
        return none(reason, 0, relaxed());
      }
    }
    boolean empty = candidates(Filter.NONE, focus).total() == 0;
    return none(empty ? Reason.EMPTY_SESSION : Reason.NO_MATCH, 0, relaxed());
  }

  /** Drops filters, one after another, until something passes. */
  private List<FileHit> relaxed() throws SQLException {
    Filter looser = filter.withoutTime();
    List<FileHit> found = suggest(looser);
    for (int step = 0; found.isEmpty() && step < 3; step++) {
      looser =
          switch (step) {
            case 0 -> looser.withoutTurn();
            case 1 -> looser.withoutNames();
            default -> looser.withoutTypes();
          };
      found = suggest(looser);
    }
    return found;
  }

  private List<FileHit> suggest(Filter by) throws SQLException {
    return hits(candidates(by, focus).rows(Slice.of(Pool.ALL, Order.NEWEST, SUGGESTIONS)));
  }

  private Answer none(Reason reason, long total, List<FileHit> suggestions) throws SQLException {
    ListResult result =
        new ListResult(
            Status.NONE,
            Optional.of(reason),
            List.of(),
            List.of(),
            suggestions,
            total,
            focusIds(),
            List.of(),
            interpreted(),
            Optional.empty());
    return new Answer(result, Set.of());
  }

  private List<FileId> focusIds() throws SQLException {
    Filter batch = focus instanceof Focus.Turn turn ? Filter.NONE.ofTurn(turn.turn()) : Filter.NONE;
    if (focus instanceof Focus.Nothing) {
      return List.of();
    }
    return candidates(view.restricted() ? batch : Filter.NONE, focus)
        .rows(Slice.of(Pool.FOCUS, Order.NEWEST, FileQuery.MOST))
        .stream()
        .map(row -> row.hit().id())
        .toList();
  }

  private Interpreted interpreted() {
    return new Interpreted(query, search, window.since(), window.until());
  }

  private static List<FileHit> hits(List<Row> rows) {
    return rows.stream().map(Row::hit).toList();
  }
}
