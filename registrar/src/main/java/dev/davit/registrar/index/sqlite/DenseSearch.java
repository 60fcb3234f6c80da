package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.VersionSelector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills a page of a search with the best fits alone, if there are enough of them: then the many
 * that fit less need not be looked at. Names that are or begin with the query are a stretch of an
 * index; names that hold it are soon met among the newest files, if there are many.
 */
final class DenseSearch {
  private static final int LOOKED_AT = 10_000;

  private final Db db;
  private final long session;
  private final Filter filter;
  private final Optional<List<String>> extensions;

  DenseSearch(Db db, long session, Filter filter, Optional<List<String>> extensions) {
    this.db = db;
    this.session = session;
    this.filter = filter;
    this.extensions = extensions;
  }

  /** Returns the page, or nothing if the best fits do not fill it. */
  Optional<List<Row>> rows(Slice slice) throws SQLException {
    boolean plain = filter.names().isEmpty() && filter.version().equals(VersionSelector.HEAD);
    if (!plain || slice.offset() > 0 || slice.end().isPresent()) {
      return Optional.empty();
    }
    Terms terms = filter.terms().orElseThrow();
    List<Row> rows = new ArrayList<>();
    int from = slice.after().map(Row.Place::rank).orElse(0);
    for (int rank = from; rank <= 2 && rows.size() < slice.limit(); rank++) {
      Sql source =
          switch (rank) {
            case 0 -> named(new Sql().add("f.name_key = ?", terms.query()));
            case 1 -> named(terms.begins());
            default -> newest(terms.holds());
          };
      rows.addAll(
          db.all(stage(source, rank, slice, slice.limit() - rows.size()), Candidates::read));
    }
    return rows.size() == slice.limit() ? Optional.of(rows) : Optional.empty();
  }

  private Sql named(Sql condition) {
    return new Sql()
        .add(" FROM file f INDEXED BY file_name WHERE f.session = ? AND ", session)
        .add(condition)
        .add(" AND f.deleted_ms IS NULL");
  }

  private Sql newest(Sql condition) {
    return new Sql()
        .add(" FROM (SELECT id FROM file INDEXED BY file_recency WHERE session = ?", session)
        .add(" AND deleted_ms IS NULL ORDER BY head_ms DESC, head_seq DESC LIMIT ?) r", LOOKED_AT)
        .add(" CROSS JOIN file f ON f.id = r.id WHERE ")
        .add(condition);
  }

  private Sql stage(Sql source, int rank, Slice slice, int limit) {
    Sql sql = new Sql().add("SELECT " + Hits.COLUMNS + ", f.head_version, " + rank);
    sql.add(", h.ms, h.seq FROM (SELECT f.id, f.head_ms AS ms, f.head_seq AS seq").add(source);
    extensions.ifPresent(wanted -> sql.add(" AND ").in("f.ext", wanted));
    filter
        .window()
        .since()
        .ifPresent(since -> sql.add(" AND f.head_ms >= ?", since.toEpochMilli()));
    slice
        .after()
        .filter(place -> place.rank() == rank)
        .ifPresent(
            place -> sql.add(" AND (f.head_ms, f.head_seq) < (?, ?)", place.millis(), place.seq()));
    sql.add(" ORDER BY ms DESC, seq DESC LIMIT ?", limit);
    sql.add(") h CROSS JOIN file f ON f.id = h.id");
    sql.add(" CROSS JOIN event e ON e.session = f.session AND e.seq = f.head_seq");
    return sql.add(" ORDER BY h.ms DESC, h.seq DESC");
  }
}
