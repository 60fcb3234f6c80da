package dev.davit.core.port;

import java.time.Instant;
import java.util.List;

/**
 * The part of a checkpoint that holds registrations until they are delivered.
 *
 * <p>A registration is pending, delivered (gone, but counted), or dead. Order is the order of
 * recording. Threads and durability as {@link Checkpoint}, with one difference: the methods that
 * change something are durable on return.
 */
public interface Outbox extends OutboxView {

  /**
   * Returns the oldest pending registrations for one registrar that are due. Others may wait for
   * registrars that are not configured any more; they lie in nobody's way.
   *
   * @param registrar its name
   * @param limit how many at most, at least 1
   */
  List<Pending> due(String registrar, Instant now, int limit);

  /** Removes registrations that were delivered. Unknown ids are ignored. */
  void delivered(List<String> ids);

  /** Keeps a registration for a later try. */
  void postpone(String id, Instant until, String error);

  /** Takes a registration out of delivery: the registrar refused it for good. */
  void bury(String id, String error);

  /**
   * Makes dead registrations pending again, due at once; pending ones become due at once too.
   * Unknown ids are ignored.
   */
  void revive(List<String> ids);

  /** Removes dead registrations. Unknown ids are ignored. */
  void drop(List<String> ids);
}
