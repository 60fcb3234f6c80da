package dev.davit.testkit.simulation;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A registrar that is unreachable at times, whose answers get lost at times, and between whose
 * delivery and answer the process may end.
 */
record MoodyRegistrar(Registrar registrar, RandomGenerator random, Gate gate, int inAThousand)
    implements Registrar {

  @Override
  public String name() {
    return registrar.name();
  }

  @Override
  public int batchSize() {
    return registrar.batchSize();
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    gate.pass("register", registrar.name());
    if (random.nextInt(1000) < inAThousand) {
      return postponed(batch, "unreachable");
    }
    List<Result> results = registrar.register(batch);
    gate.pass("registered", registrar.name());
    return random.nextInt(1000) < inAThousand ? postponed(batch, "the answer was lost") : results;
  }

  private List<Result> postponed(List<Registration> batch, String error) {
    Duration wish = Duration.ofSeconds(random.nextInt(1000));
    return batch.stream().<Result>map(each -> new Result.Postponed(error, wish)).toList();
  }
}
