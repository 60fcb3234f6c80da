package dev.davit.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The service's time, as far as it is known to differ from this machine's. */
public final class ServerClock {
  private static final Duration TOLERATED = Duration.ofMinutes(5);
  private static final Duration BELIEVED = Duration.ofDays(1);
  private static final Instant OLDEST = Instant.parse("2015-01-01T00:00:00Z");

  private final Clock clock;
  private volatile Duration offset = Duration.ZERO;
  private @Nullable Duration doubted;

  ServerClock(Clock clock) {
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant().plus(offset);
  }

  /**
   * Takes over the time of an answer to a refused request.
   *
   * <p>A service whose own clock is lost (1970) is not followed; a difference of more than a day is
   * believed when two answers agree on it.
   *
   * @return whether the clock was wrong and is right now
   */
  public synchronized boolean correct(Instant server) {
    Duration wanted = Duration.between(clock.instant(), server);
    if (server.isBefore(OLDEST) || near(wanted, offset)) {
      return false;
    }
    Duration before = doubted;
    doubted = wanted;
    if (wanted.abs().compareTo(BELIEVED) > 0 && (before == null || !near(wanted, before))) {
      return true; // asks once more
    }
    offset = wanted;
    return true;
  }

  public Duration offset() {
    return offset;
  }

  private static boolean near(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(TOLERATED) < 0;
  }
}
