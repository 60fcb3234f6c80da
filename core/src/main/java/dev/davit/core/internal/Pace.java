package dev.davit.core.internal;

import dev.davit.core.model.Bandwidth;
import dev.davit.core.model.StorageException.Transient;
import dev.davit.core.port.Body;
import dev.davit.core.spi.Surroundings;
import dev.davit.core.spi.Tasks;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How fast a run goes: how many requests at once, and how many bytes in a second. */
public final class Pace {
  /** So many requests are made at once as long as nothing is known of the destination. */
  public static final int FIRST = 16;

  private final Surroundings surroundings;
  private final Optional<Throttle> bytes;
  private @Nullable Concurrency concurrency;

  /** Makes it of a limit. */
  public Pace(Surroundings surroundings, Bandwidth bandwidth) {
    this.surroundings = surroundings;
    Clock clock = surroundings.clock();
    bytes =
        bandwidth.rules().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Throttle(
                    surroundings.timer(), () -> bandwidth.at(LocalDateTime.now(clock)).orElse(0L)));
  }

  /** Lets these lanes become as wide as serves best. Called before the first request. */
  public void adapt(Tasks.Lane... lanes) {
    concurrency =
        new Concurrency(
            surroundings.timer(),
            FIRST,
            limit -> {
              for (Tasks.Lane lane : lanes) {
                lane.limit(limit);
              }
            });
  }

  /** Returns a body that is handed out no faster than allowed. */
  Body paced(Body body) {
    return bytes.<Body>map(throttle -> new PacedBody(body, throttle)).orElse(body);
  }

  /** Takes note of a request that sent so many bytes. */
  void sent(long length) {
    if (concurrency != null) {
      concurrency.succeeded(length);
    }
  }

  /** Takes note of a request that failed. */
  void failed(Transient why) {
    if (concurrency != null && why.crowded()) {
      concurrency.crowded();
    }
  }
}
