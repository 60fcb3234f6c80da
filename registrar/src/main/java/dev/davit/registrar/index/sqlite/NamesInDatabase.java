package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.IndexException;
import dev.davit.registrar.index.words.NameLexicon;
import dev.davit.registrar.index.words.Prefixes;
import java.sql.SQLException;
import java.util.Optional;

/** The base names of a session, looked up one by one: there may be a million. */
final class NamesInDatabase implements NameLexicon {
  private final Db db;
  private final long session;

  NamesInDatabase(Db db, long session) {
    this.db = db;
    this.session = session;
  }

  @Override
  public Optional<String> longest(String text) {
    try {
      return Prefixes.longest(text, this::floor);
    } catch (SQLException e) {
      throw new IndexException("The names cannot be read.", e);
    }
  }

  private Optional<String> floor(String text) throws SQLException {
    return db.first(
        "SELECT name_key FROM file INDEXED BY file_name WHERE session = ? AND name_key <= ?"
            + " ORDER BY name_key DESC LIMIT 1",
        row -> row.getString(1),
        session,
        text);
  }
}
