package dev.davit.local.state;

import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import dev.davit.core.spi.Job;
import dev.davit.core.spi.KnownJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the jobs that have state on this machine. */
public final class KnownJobs {

  private KnownJobs() {}

  /**
   * Returns them in order of their ids. Folders whose state tells no job are passed over.
   *
   * @param home holds the state of all jobs; need not exist
   * @throws CheckpointException if it cannot be read
   */
  public static List<KnownJob> in(Path home) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(home)) {
      entries.forEach(folders::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new CheckpointException(
          Reason.UNWRITABLE, "The state directory " + home + " cannot be read: " + e, e);
    }
    return folders.stream().sorted().map(KnownJobs::job).flatMap(Optional::stream).toList();
  }

  private static Optional<KnownJob> job(Path path) {
    Path file = path.resolve("state.db");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Map<String, String> meta =
          Uninterrupted.call(
              "davit-state-look",
              () -> {
                try (Connection connection = new Database(file, Journal.of(path)).reader()) {
                  return Schema.meta(connection);
                }
              });
      Job job =
          new Job(
              Path.of(URI.create(meta.getOrDefault("source", ""))),
              meta.getOrDefault("destination", ""),
              meta.getOrDefault("variant", ""));
      return Optional.of(new KnownJob(job, path, JobLock.isHeld(JobFolder.at(job, path))));
    } catch (Exception e) { // a damaged state names no job; a run says so, and sets it aside
      return Optional.empty();
    }
  }
}
