package dev.davit.testkit.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What strikes one request: delays and paces add up, of the rest the first counts. */
record FaultPlan(Duration before, Duration after, Pace pace, Optional<Fault> main, String name) {
  static final FaultPlan NONE =
      new FaultPlan(Duration.ZERO, Duration.ZERO, Pace.UNLIMITED, Optional.empty(), "");

  static FaultPlan of(List<Fault> faults) {
    if (faults.isEmpty()) {
      return NONE;
    }
    Duration before = Duration.ZERO;
    Duration after = Duration.ZERO;
    Pace pace = Pace.UNLIMITED;
    Optional<Fault> main = Optional.empty();
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.Delay delay -> {
          before = before.plus(delay.before());
          after = after.plus(delay.after());
        }
        case Fault.Bandwidth limit -> pace = Pace.of(limit.bytesPerSecond());
        default -> main = main.or(() -> Optional.of(fault));
      }
    }
    String name = main.orElse(faults.getFirst()).getClass().getSimpleName();
    return new FaultPlan(before, after, pace, main, name);
  }
}
