package dev.davit.core.port;

import java.time.Duration;
import java.util.Optional;

/** Facet: knows the time at the destination from what it answered so far. Free of network. */
public interface ServerTime {

  /**
   * Returns how far the destination's clock is ahead of this machine's, to about a second; negative
   * if it is behind, empty before the first answer that told.
   */
  Optional<Duration> ahead();
}
