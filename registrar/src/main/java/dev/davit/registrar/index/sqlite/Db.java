package dev.davit.registrar.index.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection and the statements prepared on it. For one thread at a time. */
final class Db implements AutoCloseable {
  private static final int STATEMENTS = 200;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

  Db(Connection connection) {
    this.connection = connection;
  }

  /** Reads a row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> all(Sql sql, Reader<T> reader) throws SQLException {
    PreparedStatement statement = prepare(sql);
    List<T> read = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        read.add(reader.read(rows));
      }
    }
    return read;
  }

  <T> Optional<T> first(Sql sql, Reader<T> reader) throws SQLException {
    PreparedStatement statement = prepare(sql);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    return first(new Sql().add(sql, values), reader);
  }

  long number(Sql sql) throws SQLException {
    return first(sql, row -> row.getLong(1)).orElse(0L);
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return prepare(sql, Arrays.asList(values)).executeUpdate();
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    return prepare(sql.text(), sql.values());
  }

  private PreparedStatement prepare(String sql, List<@Nullable Object> values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
      dropOldest();
    }
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  private void dropOldest() throws SQLException {
    if (statements.size() > STATEMENTS) {
      String oldest = statements.keySet().iterator().next();
      PreparedStatement statement = statements.remove(oldest);
      if (statement != null) {
        statement.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }
}
