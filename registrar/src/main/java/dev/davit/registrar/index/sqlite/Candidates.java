package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.VersionSelector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The files that pass a filter.
 *
 * <p>Mostly the newest upload of a file decides, and the file's own row has all that is needed, in
 * the order of an index. Where other uploads can decide (a window that has ended, a turn, a view of
 * the past) the uploads are walked instead.
 */
final class Candidates {
  private static final int FEW = 2_000;

  private final Db db;
  private final View view;
  private final Filter filter;
  private final Focus focus;
  private final OptionalInt turn;

  /**
   * Looks at a session.
   *
   * @param turn the current one
   */
  Candidates(Db db, View view, Filter filter, Focus focus, OptionalInt turn) {
    this.db = db;
    this.view = view;
    this.filter = filter;
    this.focus = focus;
    this.turn = turn;
  }

  List<Row> rows(Slice slice) throws SQLException {
    boolean nothing = slice.pool() == Pool.FOCUS && focus instanceof Focus.Nothing;
    if (nothing || slice.limit() <= 0) {
      return List.of();
    }
    Optional<List<String>> present = present();
    if (present.isPresent() && present.get().isEmpty()) {
      return List.of();
    }
    Optional<List<Row>> dense =
        slice.order() == Order.RANK && !byEvents(Order.RANK)
            ? new DenseSearch(db, view.session().id(), filter, present).rows(slice)
            : Optional.empty();
    if (dense.isPresent()) {
      return dense.get();
    }
    Sql sql =
        byEvents(slice.order())
            ? new EventSql(view, filter, pool(slice), few(present)).rows(slice)
            : new HeadSql(view, filter, pool(slice), present).rows(slice);
    List<Row> rows = db.all(sql, Candidates::read);
    return filter.version().equals(VersionSelector.HEAD) ? rows : versions(rows);
  }

  Optional<Row> first(Slice slice) throws SQLException {
    return rows(slice.limited(1)).stream().findFirst();
  }

  /** Returns how many there are. */
  long total() throws SQLException {
    Optional<List<String>> present = present();
    if (present.isPresent() && present.get().isEmpty()) {
      return 0;
    }
    Sql everything = new Sql().add("1");
    if (byEvents(Order.NEWEST)) {
      return !view.restricted() && filter.ofTimeAndType()
          ? new WindowCount(db, view.session(), filter.window(), present, all(present)).count()
          : db.number(new EventSql(view, filter, everything, few(present)).count());
    }
    if (filter.ofTermsOnly()) {
      String grams = new Grams(view.session().id()).expression(filter.terms().orElseThrow().each());
      return db.number(new Sql().add("SELECT count(*) FROM gram WHERE gram MATCH ?", grams));
    }
    if (filter.timed() || !filter.ofTimeAndType()) {
      return db.number(new HeadSql(view, filter, everything, present).count());
    }
    return all(present);
  }

  private long all(Optional<List<String>> present) throws SQLException {
    return present.isEmpty() ? view.session().live() : typed(present.get());
  }

  private long typed(List<String> present) throws SQLException {
    return db.number(
        new Sql()
            .add("SELECT total(live) FROM ext_count WHERE session = ? AND ", view.session().id())
            .in("ext", present));
  }

  /** Returns whether so few files are of the wanted types that their uploads are soon walked. */
  private boolean few(Optional<List<String>> present) throws SQLException {
    return present.isPresent() && typed(present.get()) <= FEW;
  }

  private boolean byEvents(Order order) {
    return view.restricted()
        || filter.ofEvents(view.session().maxMillis())
        || (order == Order.FIRST && filter.timed());
  }

  /** Returns which of the wanted extensions the session has; absent if all are wanted. */
  private Optional<List<String>> present() throws SQLException {
    if (filter.extensions().isEmpty()) {
      return Optional.empty();
    }
    Set<String> wanted = filter.extensions().get();
    String live = view.restricted() ? "" : " AND live > 0";
    return Optional.of(
        db.all(
            new Sql()
                .add("SELECT ext FROM ext_count WHERE session = ?", view.session().id())
                .add(live + " AND ")
                .in("ext", wanted),
            row -> row.getString(1)));
  }

  private Sql pool(Slice slice) {
    Sql sql =
        switch (slice.pool()) {
          case ALL -> new Sql().add("1");
          case AWAY -> turn.isEmpty() ? new Sql().add("1") : away(turn.getAsInt(), slice.order());
          case FOCUS -> inFocus();
          case OUTSIDE -> outside();
        };
    if (!slice.excluded().isEmpty()) {
      sql.add(" AND NOT ").in("f.id", slice.excluded());
    }
    return sql;
  }

  private Sql away(int current, Order order) {
    return new Sql().add(byEvents(order) ? "e.turn IS NOT ?" : "f.head_turn IS NOT ?", current);
  }

  private Sql inFocus() {
    return switch (focus) {
      case Focus.Nothing n -> new Sql().add("0");
      case Focus.One one -> new Sql().add("f.id = ?", one.file());
      case Focus.Turn batch -> new Sql().add(view.headTurn()).add(" = ?", batch.turn());
    };
  }

  private Sql outside() {
    return switch (focus) {
      case Focus.Nothing n -> new Sql().add("1");
      case Focus.One one -> new Sql().add("f.id <> ?", one.file());
      case Focus.Turn batch -> new Sql().add(view.headTurn()).add(" IS NOT ?", batch.turn());
    };
  }

  static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        Hits.read(row, row.getInt(Hits.NEXT)),
        new Row.Place(
            row.getInt(Hits.NEXT + 1), row.getLong(Hits.NEXT + 2), row.getLong(Hits.NEXT + 3)));
  }

  /** Puts the wanted version in place of the one that decided the order. */
  private List<Row> versions(List<Row> rows) throws SQLException {
    List<Row> versions = new ArrayList<>();
    for (Row row : rows) {
      int version =
          filter.version() instanceof VersionSelector.Numbered number
              ? number.version()
              : row.hit().headVersion() - 1;
      Hits.version(db, row.file(), version)
          .ifPresent(hit -> versions.add(new Row(row.file(), hit, row.place())));
    }
    return versions;
  }
}
