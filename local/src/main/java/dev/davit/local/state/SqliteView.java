package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.Checkpoint;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import dev.davit.core.port.CheckpointView;
import dev.davit.core.port.OutboxView;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.Machine.Notices;
import dev.davit.core.spi.StateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a job's database beside whoever writes it. Takes no lock and makes no file; the log that
 * SQLite itself lays beside the database while it is open goes again with it.
 */
public final class SqliteView implements CheckpointView {
  private final Database database;
  private final Health health;
  private final Lookups lookups;
  private final Set<PagedCursor> cursors = ConcurrentHashMap.newKeySet();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("davit-state-reader-", 0).factory());

  private SqliteView(JobFolder folder, Database database) {
    this.database = database;
    health = Health.looking(folder);
    lookups = new Lookups(database, health);
  }

  /**
   * Opens a view as {@link dev.davit.core.spi.Machine#view} says.
   *
   * @throws CheckpointException if the state cannot be read, or is a newer Davit's
   */
  public static CheckpointView open(Job job, StateOptions options, Notices notices) {
    JobFolder folder = JobFolder.of(job, StateHome.directory(options));
    try {
      return Uninterrupted.call("davit-state-look", () -> open(folder, notices));
    } catch (ExecutionException e) {
      throw failure(folder, e.getCause());
    }
  }

  private static CheckpointView open(JobFolder folder, Notices notices) throws IOException {
    if (!Files.exists(folder.database())) {
      if (Files.exists(folder.json())) {
        notices.say(
            "There is no state but "
                + folder.json()
                + ": a run reads it first, which is not done here. Files it names count as new.");
      }
      return new NothingRemembered();
    }
    Database database = new Database(folder.database(), Journal.of(folder.path()));
    try {
      new Inspection(folder, database).run();
      return new SqliteView(folder, database);
    } catch (DamagedException e) {
      return unusable(folder, e, notices);
    } catch (SQLException e) {
      if (Health.isDamage(e)) {
        return unusable(folder, e, notices);
      }
      throw failure(folder, e);
    }
  }

  private static CheckpointView unusable(JobFolder folder, Exception e, Notices notices) {
    notices.say(
        "The memory of "
            + folder.description()
            + " cannot be used: "
            + folder.database()
            + " "
            + e.getMessage()
            + ". A run will set it aside and compare all files again.");
    return new NothingRemembered();
  }

  private static RuntimeException failure(JobFolder folder, @Nullable Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      case CheckpointException known -> known;
      case SQLException e -> unreadable(folder, e);
      case IOException e -> unreadable(folder, e);
      case null, default -> new IllegalStateException(cause);
    };
  }

  private static CheckpointException unreadable(JobFolder folder, Exception e) {
    return new CheckpointException(
        Reason.UNWRITABLE,
        "The state of "
            + folder.description()
            + " in "
            + folder.database()
            + " cannot be read: "
            + e.getMessage()
            + ". Make it readable for you, or name another place with --state-dir",
        e);
  }

  @Override
  public Checkpoint.EntryCursor entries() {
    PagedCursor cursor =
        new PagedCursor(new PageReader(database), readers, health, cursors::remove);
    cursors.add(cursor);
    return cursor;
  }

  @Override
  public Optional<Entry> entry(RelativePath path) {
    return lookups.entry(path);
  }

  @Override
  public Optional<ParkedUpload> parked(ObjectKey key) {
    return lookups.parked(key);
  }

  @Override
  public List<ParkedUpload> parked() {
    return lookups.parked();
  }

  @Override
  public List<RunRecord> runs() {
    return lookups.runs();
  }

  @Override
  public OutboxView outbox() {
    return lookups;
  }

  @Override
  public void close() {
    readers.shutdown();
    for (PagedCursor cursor : cursors) {
      cursor.close();
    }
    try {
      lookups.close();
    } catch (SQLException e) {
      throw health.fail(e);
    }
  }
}
