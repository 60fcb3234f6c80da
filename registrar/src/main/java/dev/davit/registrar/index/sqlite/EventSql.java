package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.VersionSelector;

/** Statements over uploads: a file is found by the latest of its uploads that pass the filter. */
final class EventSql {
  private final View view;
  private final Filter filter;
  private final Sql pool;
  private final boolean fewTyped;

  /**
   * Prepares statements.
   *
   * @param fewTyped whether walking the files of the types is less than walking the uploads
   */
  EventSql(View view, Filter filter, Sql pool, boolean fewTyped) {
    this.view = view;
    this.filter = filter;
    this.pool = pool;
    this.fewTyped = fewTyped;
  }

  Sql rows(Slice slice) {
    boolean first = slice.order() == Order.FIRST;
    String key = first ? "d" : "e";
    String direction = slice.order().descending() ? " DESC" : "";
    Sql rank = HeadSql.rank(filter, slice.order());
    Sql sql = new Sql().add("SELECT " + Hits.COLUMNS + ", ").add(shownHead()).add(", ").add(rank);
    sql.add(" AS k, " + key + ".at_ms, " + key + ".seq").add(source(key));
    if (first) {
      sql.add(
          " AND e.session = f.session AND e.seq = (SELECT x.seq FROM event x WHERE x.file = f.id AND ");
      sql.add(passes("x")).add(" ORDER BY x.at_ms DESC, x.seq DESC LIMIT 1)");
    }
    sql.add(" AND ").add(pool);
    sql.add(HeadSql.between(slice, rank, "(" + key + ".at_ms, " + key + ".seq)"));
    String ranked = slice.order() == Order.MENTION || slice.order() == Order.RANK ? "k, " : "";
    sql.add(" ORDER BY " + ranked + key + ".at_ms" + direction + ", " + key + ".seq" + direction);
    return sql.add(" LIMIT ? OFFSET ?", slice.limit(), slice.offset());
  }

  Sql count() {
    return new Sql().add("SELECT count(*)").add(source("e")).add(" AND ").add(pool);
  }

  /** Files with, as {@code key}, the last of their uploads that pass; the first if it is "d". */
  private Sql source(String key) {
    boolean first = key.equals("d");
    Sql sql = new Sql();
    long session = view.session().id();
    if (filter.terms().isPresent()) {
      sql.add(" FROM gram CROSS JOIN file f ON f.id = gram.rowid CROSS JOIN event " + key);
      sql.add(" INDEXED BY event_file ON " + key + ".file = f.id");
      sql.add(
          " WHERE gram MATCH ? AND f.session = ? AND ",
          new Grams(session).expression(filter.terms().get().each()),
          session);
      sql.add(filter.terms().get().condition());
    } else if (!filter.names().isEmpty() || fewTyped) {
      String index = filter.names().isEmpty() ? "file_ext" : "file_name";
      sql.add(" FROM file f INDEXED BY " + index + " CROSS JOIN event " + key);
      sql.add(" INDEXED BY event_file ON " + key + ".file = f.id");
      sql.add((first ? " CROSS JOIN event e" : "") + " WHERE f.session = ?", session);
    } else {
      String index = filter.turn().isPresent() ? "event_turn" : "event_time";
      sql.add(" FROM event " + key + " INDEXED BY " + index);
      sql.add(
          " CROSS JOIN file f ON f.id = " + key + ".file" + (first ? " CROSS JOIN event e" : ""));
      sql.add(" WHERE " + key + ".session = ?", session);
    }
    sql.add(" AND ").add(passes(key)).add(" AND ").add(view.live()).add(conditions());
    sql.add(" AND NOT EXISTS (SELECT 1 FROM event x WHERE x.file = f.id AND ").add(passes("x"));
    return sql.add(
        " AND (x.at_ms, x.seq) " + (first ? "<" : ">") + " (" + key + ".at_ms, " + key + ".seq))");
  }

  private Sql passes(String event) {
    Sql passes = new Sql().add(event + ".op = 1");
    filter
        .window()
        .since()
        .ifPresent(since -> passes.add(" AND " + event + ".at_ms >= ?", since.toEpochMilli()));
    filter
        .window()
        .until()
        .ifPresent(until -> passes.add(" AND " + event + ".at_ms < ?", until.toEpochMilli()));
    if (filter.turn().isPresent()) {
      passes.add(" AND " + event + ".turn = ?", filter.turn().getAsInt());
    }
    return passes.add(view.sees(event));
  }

  private Sql conditions() {
    Sql sql = new Sql();
    filter.extensions().ifPresent(extensions -> sql.add(" AND ").in("f.ext", extensions));
    if (!filter.names().isEmpty()) {
      sql.add(" AND ").in("f.name_key", filter.names());
    }
    switch (filter.version()) {
      case VersionSelector.Head h -> {}
      case VersionSelector.Previous p -> sql.add(" AND ").add(view.headVersion()).add(" >= 2");
      case VersionSelector.Numbered n ->
          sql.add(" AND ").add(view.headVersion()).add(" >= ?", n.version());
    }
    return sql;
  }

  /** What is newest is told as it is now, unless the future is not to be seen. */
  private Sql shownHead() {
    return view.turn().isPresent() ? view.headVersion() : new Sql().add("f.head_version");
  }
}
