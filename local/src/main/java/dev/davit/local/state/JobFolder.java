package dev.davit.local.state;

import dev.davit.core.spi.Job;
import java.nio.file.Path;

/**
 * Where one job's state lies.
 *
 * @param job whose
 * @param path the folder
 */
record JobFolder(Job job, Path path) {

  static JobFolder of(Job job, Path home) {
    return new JobFolder(job, home.resolve(job.id()));
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

  Path json() {
    return path.resolve("upload_checkpoint.json");
  }

  /** Names the job for people. */
  String description() {
    String variant = job.variant().isEmpty() ? "" : " (" + job.variant() + ")";
    return job.source() + " to " + job.destination() + variant;
  }
}
