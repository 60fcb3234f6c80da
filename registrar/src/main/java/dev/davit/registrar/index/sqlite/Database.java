package dev.davit.registrar.index.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.registrar.index.IndexException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Connections to one database file. Readers never wait for writers; writers of this process wait
 * for each other on a lock, those of other processes with SQLite's patience.
 */
final class Database implements AutoCloseable {
  private static final int VERSION = 1;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int TRIES = 100;
  private static final int IDLE = 8;
  private static final int TOGETHER = 500;

  private final Path file;
  private final ConcurrentLinkedDeque<Db> idle = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedQueue<Change<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock(true);
  private volatile boolean closed;

  private Database(Path file) {
    this.file = file;
  }

  /** Does something with a connection. */
  interface Work<T> {
    T with(Db db) throws SQLException;
  }

  static Database open(Path file) {
    try {
      OwnerOnly.file(file);
    } catch (IOException e) {
      throw new IndexException("The index " + file + " cannot be made.", e);
    }
    Database database = new Database(file);
    try {
      database.give(patiently(database::connect));
      database.write(Database::migrate);
    } catch (SQLException e) {
      throw database.failure("opened", e);
    }
    return database;
  }

  /** Reads, all from one moment. */
  <T> T read(Work<T> work) {
    return run("BEGIN", "read", work);
  }

  /**
   * Changes, all or nothing; durable on return. Changes that come while another is written are
   * written together, so that they wait for the disk once; one that fails takes back only itself.
   */
  <T> T write(Work<T> work) {
    Change<T> mine = new Change<>(work);
    waiting.add(mine);
    writing.lock();
    try {
      if (!mine.settled()) {
        writeAll();
      }
    } finally {
      writing.unlock();
    }
    return mine.result();
  }

  private void writeAll() {
    List<Change<?>> together = new ArrayList<>();
    for (Change<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      together.add(next);
      if (together.size() == TOGETHER) {
        break;
      }
    }
    try {
      Boolean unused =
          run(
              "BEGIN IMMEDIATE",
              "written",
              db -> {
                for (Change<?> change : together) {
                  change.apply(db, together.size() > 1);
                }
                return true;
              });
    } catch (RuntimeException e) {
      together.forEach(change -> change.fail(e));
    }
  }

  /** A change that waits to be written. Used by one thread at a time. */
  private final class Change<T> {
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private boolean settled;

    Change(Work<T> work) {
      this.work = work;
    }

    boolean settled() {
      return settled;
    }

    void apply(Db db, boolean amongOthers) throws SQLException {
      settled = true;
      if (!amongOthers) {
        result = work.with(db);
        return;
      }
      db.update("SAVEPOINT change");
      try {
        result = work.with(db);
      } catch (SQLException e) {
        failure = failure("written", e);
        db.update("ROLLBACK TO change");
      } catch (RuntimeException e) {
        failure = e;
        db.update("ROLLBACK TO change");
      }
      db.update("RELEASE change");
    }

    void fail(RuntimeException e) {
      settled = true;
      failure = failure == null ? e : failure;
    }

    @SuppressWarnings("NullAway") // there is a result unless there is a failure
    T result() {
      if (failure != null) {
        throw failure;
      }
      return result;
    }

    private IndexException failure(String verb, SQLException e) {
      return Database.this.failure(verb, e);
    }
  }

  private <T> T run(String begin, String verb, Work<T> work) {
    try {
      Db db = take();
      T result;
      try {
        patiently(() -> db.update(begin));
        result = work.with(db);
        patiently(() -> db.update("COMMIT"));
      } catch (SQLException | RuntimeException e) {
        db.close(); // rolls back
        throw e;
      }
      give(db);
      return result;
    } catch (SQLException e) {
      throw failure(verb, e);
    }
  }

  private Db take() throws SQLException {
    if (closed) {
      throw new SQLException("It is closed.");
    }
    Db db = idle.pollFirst();
    return db == null ? patiently(this::connect) : db;
  }

  private void give(Db db) throws SQLException {
    if (closed || idle.size() >= IDLE) {
      db.close();
    } else {
      idle.addFirst(db);
    }
  }

  private Db connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-32_768);
    return new Db(DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties()));
  }

  private static boolean migrate(Db db) throws SQLException {
    int version = db.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (version > VERSION) {
      throw new SQLException("It was made by a newer Davit.");
    }
    if (version == 0) {
      for (String statement : schema().split(";\\s*\n", -1)) {
        if (!statement.isBlank()) {
          db.update(statement);
        }
      }
      db.update("PRAGMA user_version = " + VERSION);
    }
    return true;
  }

  private static String schema() throws SQLException {
    try (InputStream in = Database.class.getResourceAsStream("schema.sql")) {
      if (in == null) {
        throw new SQLException("The schema is missing.");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  /** What SQLite's own patience does not cover: recovery, and the last one out closing the log. */
  private static <T> T patiently(Attempt<T> attempt) throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return attempt.run();
      } catch (SQLiteException e) {
        if (i == TRIES || !busy(e.getResultCode())) {
          throw e;
        }
        LockSupport.parkNanos(i * 1_000_000L);
      }
    }
  }

  private static boolean busy(SQLiteErrorCode code) {
    return (code.code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code
        || (code.code & 0xff) == SQLiteErrorCode.SQLITE_LOCKED.code;
  }

  private IndexException failure(String verb, SQLException e) {
    return new IndexException(
        "The index " + file + " cannot be " + verb + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    closed = true;
    try {
      for (Db db = idle.pollFirst(); db != null; db = idle.pollFirst()) {
        db.close();
      }
    } catch (SQLException e) {
      throw failure("closed", e);
    }
  }
}
