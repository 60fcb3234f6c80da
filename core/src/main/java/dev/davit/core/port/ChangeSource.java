package dev.davit.core.port;

import dev.davit.core.model.Watermark;
import java.time.Duration;
import java.util.List;

/**
 * Tells what is in a source and what changes there: a scan that ends, or a watch that does not.
 *
 * <p><b>Order.</b> A scan reports files in the order of their paths, each once. A watch reports
 * changes of one path in the order in which they happened.
 *
 * <p><b>Completeness.</b> Every file that was there during the whole scan is reported, as {@link
 * Change.Appeared} or {@link Change.Ignored}. What a watch may have lost it reports as {@link
 * Change.Overflow}. What cannot be read is reported as ignored, and the rest goes on.
 *
 * <p><b>Threads.</b> Used by one thread at a time; {@link #close} by any.
 */
public interface ChangeSource extends AutoCloseable {

  /**
   * Waits for changes.
   *
   * @param wait how long at most; zero looks only
   * @return what is known; empty after the wait
   * @throws InterruptedException if interrupted while waiting
   * @throws SourceException if the source as a whole cannot be read, or vanished
   */
  Batch poll(Duration wait) throws InterruptedException;

  /**
   * Says that everything up to a watermark has been handled and need not be reported again after a
   * restart. Watermarks may be skipped, not reversed.
   */
  void acknowledge(Watermark watermark);

  /** Releases everything. Idempotent. A blocked {@link #poll} ends. */
  @Override
  void close();

  /**
   * A few changes.
   *
   * @param changes in order; may be empty
   * @param watermark to acknowledge when these and all earlier ones are handled
   * @param ended whether nothing will follow
   */
  record Batch(List<Change> changes, Watermark watermark, boolean ended) {
    /** Copies the list. */
    public Batch {
      changes = List.copyOf(changes);
    }
  }
}
