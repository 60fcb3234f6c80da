package dev.davit.core.port;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * Shows what is remembered of a job.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads; each cursor by one.
 *
 * <p>This is not for changing anything: {@link Checkpoint} is.
 */
public interface CheckpointView extends AutoCloseable {

  /** Opens a cursor over all entries in path order, as they were when it was opened or later. */
  Checkpoint.EntryCursor entries();

  /** Returns what is remembered of a file, if anything. */
  Optional<Entry> entry(RelativePath path);

  /** Returns the unfinished upload to a key, if any. */
  Optional<ParkedUpload> parked(ObjectKey key);

  /** Returns all unfinished uploads, in key order. */
  List<ParkedUpload> parked();

  /** Returns the last runs that are remembered, the newest first; at most some tens. */
  List<RunRecord> runs();

  /** Shows what must still be registered, or could not be. */
  OutboxView outbox();

  /** Releases everything. Idempotent. */
  @Override
  void close();
}
