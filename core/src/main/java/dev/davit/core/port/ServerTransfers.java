package dev.davit.core.port;

import dev.davit.core.model.StorageException;
import java.util.stream.Stream;

/**
 * Facet: shows what the destination itself is still busy with. Some take bytes in first and carry
 * them on to where they belong by themselves.
 *
 * <p><b>Outcome.</b> Transfers of every origin are shown, also those of other programs.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads.
 */
public interface ServerTransfers {

  /**
   * Lists transfers to places whose names begin with a prefix, in the destination's order. Close
   * the stream.
   *
   * @param prefix of keys, any text; empty for everything
   * @throws StorageException when called, or while the stream is consumed
   */
  Stream<Transfer> transfers(String prefix);

  /**
   * One transfer.
   *
   * @param place where to, as the destination calls it
   * @param length in bytes, from 0
   * @param moved bytes that are there already, from 0
   * @param note the destination's own words; may be empty
   */
  record Transfer(String place, long length, long moved, State state, String note) {

    /** How far it has come. */
    public enum State {
      /** It waits for its turn. */
      WAITING,
      /** It is under way. */
      MOVING,
      /** Somebody paused it. */
      PAUSED,
      /** It is done. */
      FINISHED,
      /** It ended without success. */
      FAILED
    }
  }
}
