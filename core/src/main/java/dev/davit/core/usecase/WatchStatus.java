package dev.davit.core.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a watch stands.
 *
 * @param state what it does
 * @param backlog files that changed and are not dealt with yet
 * @param lag since when the oldest of them waits; zero if none does
 * @param lastEvent when the folder last changed, as far as the watch was told
 * @param lastStored when a file last arrived
 * @param credentialSince since when the credential in use is in use, if one is
 * @param credentialEnds when it ends, if that is known
 * @param stored files stored since the watch began
 * @param removed objects removed since the watch began
 * @param failed failed tries since the watch began
 * @param waitingFor why nothing is sent just now; empty if nothing is in the way
 */
public record WatchStatus(
    State state,
    long backlog,
    Duration lag,
    Optional<Instant> lastEvent,
    Optional<Instant> lastStored,
    Optional<Instant> credentialSince,
    Optional<Instant> credentialEnds,
    long stored,
    long removed,
    long failed,
    String waitingFor) {

  /** What a watch does. */
  public enum State {
    /** It looks through the folder for the first time. */
    SCANNING,
    /** It sends what changes. */
    WATCHING,
    /** It waits for the destination, or for a credential. */
    WAITING,
    /** The folder is gone; it waits for its return. */
    SOURCE_GONE,
    /** It has ended, or not begun. */
    STOPPED
  }
}
