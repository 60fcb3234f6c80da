package dev.davit.core.port;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * Remembers a job: what is stored, what is unfinished, what must still be registered.
 *
 * <p><b>Outcome.</b> {@link #record} is durable after the next {@link #flush}, which also happens
 * by itself within some tens of milliseconds; what a crash loses is the newest records, whole,
 * never a part of one and never an older one. An entry and its registrations become durable
 * together. {@link #park} is durable when it returns. Reads see everything that was recorded
 * before, durable or not.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads; each cursor by one.
 *
 * <p><b>Ownership.</b> While it is open no other process or object can open the same checkpoint.
 *
 * <p>The checkpoint can be lost: the next run rebuilds it, slower, and uploads nothing wrongly.
 */
public interface Checkpoint extends CheckpointView {

  /**
   * Remembers a file in place of what was remembered of it.
   *
   * @param registrations what must be delivered because of it; may be empty
   * @throws CheckpointException if the state cannot be written any more
   */
  void record(Entry entry, List<Registration> registrations);

  /** Forgets a file. */
  void forget(RelativePath path);

  /**
   * Remembers an unfinished upload, in place of any other to the same key; durable on return.
   *
   * @throws CheckpointException if the state cannot be written any more
   */
  void park(ParkedUpload upload);

  /** Forgets an unfinished upload; nothing happens if there is none. */
  void unpark(ObjectKey key);

  /**
   * Remembers how a run went, beside those before it.
   *
   * @throws CheckpointException if the state cannot be written any more
   */
  void ran(RunRecord run);

  /** Returns what must still be registered. */
  @Override
  Outbox outbox();

  /**
   * Makes everything recorded so far durable.
   *
   * @throws CheckpointException if the state cannot be written any more
   */
  void flush();

  /** Flushes and releases everything. Idempotent. */
  @Override
  void close();

  /** Walks forward through entries. */
  interface EntryCursor extends AutoCloseable {

    /**
     * Moves to a path and returns its entry. Calls come with growing paths.
     *
     * @return empty if nothing is remembered of the path
     */
    Optional<Entry> seek(RelativePath path);

    /**
     * Moves to the entry that follows the last path that was sought or returned, at first to the
     * first of all. What was recorded meanwhile may be missing.
     *
     * @return empty if none follows
     */
    Optional<Entry> next();

    @Override
    void close();
  }
}
