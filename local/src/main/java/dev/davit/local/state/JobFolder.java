package dev.davit.local.state;

import dev.davit.core.spi.Job;
import java.nio.file.Path;

/**
 * Where one job's state lies.
 *
 * @param job whose
 * @param path the folder
 * @param json the list for people and scripts, which may lie elsewhere
 */
record JobFolder(Job job, Path path, Path json) {

  static JobFolder of(Job job, Path home) {
    return at(job, home.resolve(job.id()));
  }

  static JobFolder at(Job job, Path path) {
    return new JobFolder(job, path, path.resolve("upload_checkpoint.json"));
  }

  JobFolder withJson(Path elsewhere) {
    return new JobFolder(job, path, elsewhere);
  }

  /** Nothing but {@link JobLock} may open this: closing it anywhere else would drop the lock. */
  Path lock() {
    return path.resolve("lock");
  }

  /** Says who holds the lock, for people only. */
  Path holder() {
    return path.resolve("holder");
  }

  Path database() {
    return path.resolve("state.db");
  }

  /** Exists when the database was found damaged while it was in use. */
  Path suspect() {
    return path.resolve("suspect");
  }

  /** Names the job for people. */
  String description() {
    String variant = job.variant().isEmpty() ? "" : " (" + job.variant() + ")";
    return job.source() + " to " + job.destination() + variant;
  }
}
