package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Opens a job's folder: takes the lock, sets aside what cannot be used, makes what is missing. */
final class Opening {
  static final String IMPORT = "import";
  static final String IMPORT_DONE = "done";
  private static final String IMPORT_PENDING = "pending";

  private final JobFolder folder;
  private final Circumstances how;

  private Opening(JobFolder folder, Circumstances how) {
    this.folder = folder;
    this.how = how;
  }

  /**
   * What is different in tests.
   *
   * @param clock with the local time zone
   * @param notices for people
   * @param exportGap how long exports are apart at least
   * @param journal instead of the one that suits the file system
   */
  record Circumstances(
      Clock clock, Notices notices, Duration exportGap, Optional<Journal> journal) {}

  static SqliteCheckpoint open(Job job, Path home, Circumstances how) {
    return open(JobFolder.of(job, home), how);
  }

  static SqliteCheckpoint open(JobFolder folder, Circumstances how) {
    Opening opening = new Opening(folder, how);
    SqliteCheckpoint checkpoint;
    try {
      checkpoint = Uninterrupted.call("davit-state-open", opening::run);
    } catch (ExecutionException e) {
      throw opening.failure(e.getCause());
    }
    importIfPending(checkpoint);
    return checkpoint;
  }

  private RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof SQLException || cause instanceof IOException) {
      return new CheckpointException(Reason.UNWRITABLE, Health.unusable(folder, cause), cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof CheckpointException known ? known : new IllegalStateException(cause);
  }

  private SqliteCheckpoint run() throws IOException, SQLException {
    OwnerOnly.folder(folder.path());
    JobLock lock = JobLock.take(folder, how.clock());
    try {
      Database database = new Database(folder.database(), journal());
      inspect(database);
      try {
        return open(lock, database);
      } catch (SQLException e) {
        if (!Health.isDamage(e)) {
          throw e;
        }
        setAside(new DamagedException("is damaged: " + e.getMessage(), e));
        create(database);
        return open(lock, database);
      }
    } catch (IOException | SQLException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Journal journal() throws IOException {
    return how.journal().isPresent() ? how.journal().get() : Journal.of(folder.path());
  }

  /** Leaves a database that can be used. */
  private void inspect(Database database) throws IOException, SQLException {
    if (!anythingThere()) {
      create(database);
      return;
    }
    try {
      new Inspection(folder, database).run();
    } catch (DamagedException e) {
      setAside(e);
      create(database);
    } catch (SQLException e) {
      if (!Health.isDamage(e)) {
        throw e;
      }
      setAside(new DamagedException("is damaged: " + e.getMessage(), e));
      create(database);
    }
  }

  /** A journal without its database counts: it must not meet a new one. */
  private boolean anythingThere() {
    for (Path file : Quarantine.databaseFiles(folder.database())) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  private void setAside(DamagedException problem) throws IOException {
    Quarantine quarantine = new Quarantine(how.clock());
    Path aside = quarantine.setDatabaseAside(folder.database());
    if (problem.foreign() && Files.exists(folder.json(), LinkOption.NOFOLLOW_LINKS)) {
      quarantine.setAside(folder.json()); // tells of the other job, too
    }
    Files.deleteIfExists(folder.suspect());
    how.notices()
        .say(
            "The memory of "
                + folder.description()
                + " could not be used: "
                + folder.database()
                + " "
                + problem.getMessage()
                + ". It was moved to "
                + aside
                + ". A new one is begun: all files are compared again, which takes longer this"
                + " once.");
  }

  /** Makes a database under another name first: one that is there is whole. */
  private void create(Database database) throws IOException, SQLException {
    Path file = database.file().resolveSibling("state.db.new");
    for (Path old : Quarantine.databaseFiles(file)) {
      Files.deleteIfExists(old);
    }
    OwnerOnly.file(file);
    try (Connection connection = new Database(file, Journal.ROLLBACK).writer()) {
      Schema.migrate(connection);
      Map<String, String> meta = new HashMap<>(Schema.identity(folder.job()));
      if (Files.isRegularFile(folder.json(), LinkOption.NOFOLLOW_LINKS)) {
        meta.put(IMPORT, IMPORT_PENDING);
      }
      Schema.putMeta(connection, meta);
      connection.commit();
    }
    Files.move(file, database.file(), StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(folder.path());
  }

  private SqliteCheckpoint open(JobLock lock, Database database) throws IOException, SQLException {
    OwnerOnly.file(database.file());
    Connection connection = database.writer();
    try {
      Schema.migrate(connection);
      BatchSql sql = new BatchSql(connection);
      boolean exported = sql.beginRun(how.clock().instant());
      SqliteCheckpoint checkpoint = new SqliteCheckpoint(folder, lock, database, sql, how);
      boolean there = Files.exists(folder.json(), LinkOption.NOFOLLOW_LINKS);
      checkpoint.start(
          exported && (there || nothingToTell(connection)),
          IMPORT_PENDING.equals(Schema.meta(connection).get(IMPORT)));
      return checkpoint;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean nothingToTell(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("SELECT 1 FROM files LIMIT 1")) {
      return !rows.next();
    }
  }

  private static void importIfPending(SqliteCheckpoint checkpoint) {
    try {
      checkpoint.importOwnJson();
    } catch (RuntimeException e) {
      try (checkpoint) {
        throw e;
      }
    }
  }
}
