package dev.davit.registrar.index;

import java.time.ZoneId;
import java.util.Locale;

/**
 * Remembers uploads by session.
 *
 * <p><b>Threads.</b> Safe for use by any number of threads, and by other processes on the same
 * index at the same time: what one has recorded the others see at once.
 *
 * <p><b>Outcome.</b> What changes something is durable on return. Failures of the index are {@link
 * IndexException}s.
 *
 * <p>This is not for contents: it knows names, types, times and turns.
 */
public interface FileIndex extends AutoCloseable {

  /**
   * Makes a session.
   *
   * @param zone decides what today is and when 9 o'clock is
   * @param locale of the user; {@link Locale#ROOT} if unknown
   */
  OpenedSession open(Principal who, ZoneId zone, Locale locale);

  /**
   * Finds a session, and keeps it from ending for another while.
   *
   * @throws SessionNotFoundException if this principal has no such session
   */
  SessionIndex session(Principal who, SessionHandle handle) throws SessionNotFoundException;

  /** Releases everything. Idempotent. */
  @Override
  void close();
}
