package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.VersionSelector;
import java.util.List;
import java.util.Optional;

/** Statements over files of which the newest upload decides. */
final class HeadSql {
  private final View view;
  private final Filter filter;
  private final Sql pool;
  private final Optional<List<String>> extensions;

  HeadSql(View view, Filter filter, Sql pool, Optional<List<String>> extensions) {
    this.view = view;
    this.filter = filter;
    this.pool = pool;
    this.extensions = extensions;
  }

  Sql rows(Slice slice) {
    boolean first = slice.order() == Order.FIRST;
    Sql rank = rank(slice.order());
    String direction = slice.order().descending() ? " DESC" : "";
    Sql found =
        new Sql().add("SELECT ").add(Hits.COLUMNS + ", f.head_version, h.k, h.ms, h.seq FROM (");
    String glue = "";
    for (Sql source : sources(slice.pool(), slice.order())) {
      found.add(glue + "SELECT f.id, ").add(rank).add(" AS k, ");
      found.add(
          first ? "f.first_ms AS ms, f.first_seq AS seq" : "f.head_ms AS ms, f.head_seq AS seq");
      found.add(source).add(" AND ").add(pool);
      found.add(
          between(slice, rank, first ? "(f.first_ms, f.first_seq)" : "(f.head_ms, f.head_seq)"));
      glue = " UNION ALL ";
    }
    String ranked = slice.order() == Order.MENTION || slice.order() == Order.RANK ? "2, " : "";
    found.add(" ORDER BY " + ranked + "3" + direction + ", 4" + direction);
    found.add(" LIMIT ? OFFSET ?", slice.limit(), slice.offset());
    found.add(") h CROSS JOIN file f ON f.id = h.id");
    found.add(" CROSS JOIN event e ON e.session = f.session AND e.seq = f.head_seq");
    return found.add(" ORDER BY h.k, h.ms" + direction + ", h.seq" + direction);
  }

  Sql count() {
    Sql count = new Sql();
    String glue = "SELECT ";
    for (Sql source : sources(Pool.ALL, Order.NEWEST)) {
      count.add(glue + "(SELECT count(*)").add(source).add(" AND ").add(pool).add(")");
      glue = " + ";
    }
    return count;
  }

  private Sql rank(Order order) {
    return rank(filter, order);
  }

  static Sql rank(Filter filter, Order order) {
    if (order == Order.RANK) {
      return filter.terms().orElseThrow().rank();
    }
    if (order != Order.MENTION || filter.names().size() < 2) {
      return new Sql().add("0");
    }
    Sql rank = new Sql().add("CASE f.name_key");
    for (int i = 0; i < filter.names().size(); i++) {
      rank.add(" WHEN ? THEN " + i, filter.names().get(i));
    }
    return rank.add(" END");
  }

  /** What lies behind the last place, and not behind the end. */
  static Sql between(Slice slice, Sql rank, String key) {
    Sql between = new Sql();
    String beyond = slice.order().descending() ? "<" : ">";
    slice
        .after()
        .ifPresent(place -> {
          between.add(" AND (").add(rank).add(" > ? OR (", place.rank()).add(rank);
          between.add(
              " = ? AND " + key + " " + beyond + " (?, ?)))",
              place.rank(),
              place.millis(),
              place.seq());
        });
    slice
        .end()
        .ifPresent(place -> {
          between.add(" AND (").add(rank).add(" < ? OR (", place.rank()).add(rank);
          String within = slice.order().descending() ? ">=" : "<=";
          between.add(
              " = ? AND " + key + " " + within + " (?, ?)))",
              place.rank(),
              place.millis(),
              place.seq());
        });
    return between;
  }

  /** FROM and WHERE; one for each extension, so that each can be read in order. */
  private List<Sql> sources(Pool which, Order order) {
    if (filter.terms().isPresent()) {
      Terms terms = filter.terms().get();
      Sql from =
          new Sql()
              .add(
                  " FROM gram CROSS JOIN file f ON f.id = gram.rowid WHERE gram MATCH ? AND ",
                  new Grams(view.session().id()).expression(terms.each()));
      return List.of(
          where(from.add("f.session = ?", view.session().id()), true)
              .add(" AND ")
              .add(terms.condition()));
    }
    if (!filter.names().isEmpty()) {
      return List.of(
          where(from("INDEXED BY file_name").add(" AND ").in("f.name_key", filter.names()), true));
    }
    if (order == Order.FIRST) {
      return List.of(where(from("INDEXED BY file_first"), true));
    }
    if (which == Pool.FOCUS) {
      return List.of(where(from(""), true));
    }
    if (extensions.isPresent()) {
      return extensions.get().stream()
          .map(ext -> where(from("INDEXED BY file_ext").add(" AND f.ext = ?", ext), false))
          .toList();
    }
    return List.of(where(from("INDEXED BY file_recency"), false));
  }

  private Sql from(String index) {
    return new Sql().add(" FROM file f " + index + " WHERE f.session = ?", view.session().id());
  }

  private Sql where(Sql from, boolean typed) {
    from.add(" AND f.deleted_ms IS NULL");
    filter
        .window()
        .since()
        .ifPresent(since -> from.add(" AND f.head_ms >= ?", since.toEpochMilli()));
    if (typed && extensions.isPresent()) {
      from.add(" AND ").in("f.ext", extensions.get());
    }
    switch (filter.version()) {
      case VersionSelector.Head h -> {}
      case VersionSelector.Previous p -> from.add(" AND f.head_version >= 2");
      case VersionSelector.Numbered n -> from.add(" AND f.head_version >= ?", n.version());
    }
    return from;
  }
}
