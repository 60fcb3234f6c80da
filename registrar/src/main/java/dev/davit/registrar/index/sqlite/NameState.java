package dev.davit.registrar.index.sqlite;

import java.sql.SQLException;
import java.util.List;

/** Whether names belong to files that are there, or were. */
final class NameState {
  private final Db db;
  private final View view;
  private final List<String> names;

  NameState(Db db, View view, List<String> names) {
    this.db = db;
    this.view = view;
    this.names = names;
  }

  boolean anyLive() throws SQLException {
    return exists(view.live());
  }

  boolean anyDeleted() throws SQLException {
    Sql deleted = new Sql().add("f.deleted_ms IS NOT NULL AND EXISTS (SELECT 1 FROM event x");
    deleted.add(" WHERE x.file = f.id AND x.op = 1").add(view.sees("x")).add(")");
    return exists(deleted);
  }

  private boolean exists(Sql condition) throws SQLException {
    Sql sql =
        new Sql()
            .add(
                "SELECT 1 FROM file f INDEXED BY file_name WHERE f.session = ?",
                view.session().id())
            .add(" AND ")
            .in("f.name_key", names)
            .add(" AND ")
            .add(condition)
            .add(" LIMIT 1");
    return db.first(sql, row -> true).isPresent();
  }
}
