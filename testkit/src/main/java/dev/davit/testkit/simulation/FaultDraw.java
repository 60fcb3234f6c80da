package dev.davit.testkit.simulation;

import dev.davit.core.model.ObjectKey;
import dev.davit.testkit.Fault;
import dev.davit.testkit.Fault.Loss;
import dev.davit.testkit.Fault.Operation;
import dev.davit.testkit.FaultPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets requests go wrong in every way that a destination may. */
record FaultDraw(RandomGenerator random, Gate gate, int inAThousand) implements FaultPlan {

  @Override
  public Optional<Fault> next(Operation operation, ObjectKey key) {
    gate.pass(operation.name(), key.value());
    if (random.nextInt(1000) >= inAThousand) {
      return Optional.empty();
    }
    Fault fault =
        switch (random.nextInt(8)) {
          case 0, 1 -> new Fault.Unavailable(retryAfter());
          case 2 -> new Fault.Expired();
          case 3 -> new Fault.AnswerLost(loss(operation));
          case 4 -> new Fault.AnswerLost(Loss.TRANSIENT);
          case 5 -> new Fault.Stalled(Duration.ofSeconds(random.nextInt(100)));
          case 6 -> new Fault.Truncated(random.nextInt(40));
          default -> forgotten(operation);
        };
    gate.pass("fault", fault.toString());
    return Optional.of(fault);
  }

  private Optional<Duration> retryAfter() {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.of(Duration.ofSeconds(random.nextInt(600) - 10L));
      case 1 -> Optional.of(Duration.ofDays(10_000));
      default -> Optional.empty();
    };
  }

  /** Only what may make an object visible may be told as perhaps having happened. */
  private static Loss loss(Operation operation) {
    return switch (operation) {
      case SUPPLY, COMPLETE -> Loss.INDETERMINATE;
      case OPEN, RESUME, FIND, NEXT, ANSWER, ABORT -> Loss.TRANSIENT;
    };
  }

  private static Fault forgotten(Operation operation) {
    return switch (operation) {
      case RESUME, SUPPLY, COMPLETE -> new Fault.Forgotten();
      case OPEN, FIND, NEXT, ANSWER, ABORT -> new Fault.Unavailable(Optional.empty());
    };
  }
}
