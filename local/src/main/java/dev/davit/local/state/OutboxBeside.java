package dev.davit.local.state;

import static java.util.Objects.requireNonNull;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.StateOptions;
import dev.davit.local.state.Batch.OutboxChange;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Changes the outbox of a job beside whoever runs it: the job's owner keeps nothing of it in
 * memory, and SQLite lets one transaction wait for the other.
 */
public final class OutboxBeside {

  private OutboxBeside() {}

  /**
   * Makes changes as {@link dev.davit.core.spi.Machine#replay} says.
   *
   * @throws CheckpointException if the state cannot be read or written
   */
  public static void change(
      Job job, StateOptions options, List<String> revived, List<String> dropped) {
    JobFolder folder = JobFolder.of(job, StateHome.directory(options));
    if (!Files.exists(folder.database())) {
      return;
    }
    try {
      Uninterrupted.call(
          "davit-state-beside",
          () -> {
            Database database = new Database(folder.database(), Journal.of(folder.path()));
            new Inspection(folder, database).run();
            try (Connection connection = database.writer()) {
              new OutboxSql(connection)
                  .write(List.of(new OutboxChange.Revive(revived), new OutboxChange.Drop(dropped)));
              connection.commit();
            }
            return true;
          });
    } catch (ExecutionException e) {
      throw failure(folder, requireNonNull(e.getCause()));
    }
  }

  private static RuntimeException failure(JobFolder folder, Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      case CheckpointException known -> known;
      case SQLException e -> unwritable(folder, e);
      case IOException e -> unwritable(folder, e);
      case DamagedException e -> unwritable(folder, e);
      default -> new IllegalStateException(cause);
    };
  }

  private static CheckpointException unwritable(JobFolder folder, Exception e) {
    return new CheckpointException(
        Reason.UNWRITABLE,
        "The state of "
            + folder.description()
            + " in "
            + folder.database()
            + " cannot be changed: "
            + e.getMessage(),
        e);
  }
}
