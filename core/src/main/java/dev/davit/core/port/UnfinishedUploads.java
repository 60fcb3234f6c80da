package dev.davit.core.port;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Facet: shows uploads that began at the destination and neither ended nor were discarded. They
 * cost storage though no listing shows them.
 *
 * <p><b>Outcome.</b> Uploads of every origin are shown, also those that another machine is sending
 * right now: only their age tells them apart.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 *
 * <p>This is not for resuming: resume tokens are remembered where the upload began.
 */
public interface UnfinishedUploads {

  /**
   * Lists unfinished uploads whose keys begin with a prefix, lazily, a page at a time. Close the
   * stream.
   *
   * @param prefix any text; empty for everything
   * @throws StorageException when called, or while the stream is consumed
   */
  Stream<Unfinished> unfinished(String prefix);

  /**
   * Discards an unfinished upload with everything that was sent of it. Nothing happens if there is
   * none any more.
   *
   * @throws StorageException if it may still be there
   */
  void discard(Unfinished upload);

  /**
   * An unfinished upload.
   *
   * @param key where it would go
   * @param id the destination's own name for it
   * @param begunAt when it began, by the destination's clock
   */
  record Unfinished(ObjectKey key, String id, Instant begunAt) {}
}
