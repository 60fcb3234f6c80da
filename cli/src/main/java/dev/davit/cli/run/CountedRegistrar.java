package dev.davit.cli.run;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.util.ArrayList;
import java.util.List;

/** Passes registrations on, and counts what becomes of them. Read by any thread. */
public final class CountedRegistrar implements Registrar {
  private final Registrar registrar;
  private final boolean hearsOfPresent;
  private volatile long delivered;
  private volatile long postponed;
  private volatile long refused;
  private volatile String postponement = "";
  private volatile String refusal = "";

  /**
   * Wraps one.
   *
   * @param hearsOfPresent whether it is told of objects that were stored before the run, too
   */
  public CountedRegistrar(Registrar registrar, boolean hearsOfPresent) {
    this.registrar = registrar;
    this.hearsOfPresent = hearsOfPresent;
  }

  @Override
  public String name() {
    return registrar.name();
  }

  @Override
  public int batchSize() {
    return registrar.batchSize();
  }

  @Override
  public int maxAttempts() {
    return registrar.maxAttempts();
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    List<Registration> told = batch.stream().filter(this::tells).toList();
    List<Result> answered = told.isEmpty() ? List.of() : registrar.register(told);
    answered.forEach(this::count);
    List<Result> results = new ArrayList<>();
    int next = 0;
    for (Registration each : batch) {
      results.add(tells(each) ? answered.get(next++) : new Result.Delivered());
    }
    return results;
  }

  private boolean tells(Registration registration) {
    return hearsOfPresent || !registration.attributes().containsKey(Registration.PRESENT);
  }

  private synchronized void count(Result result) {
    switch (result) {
      case Result.Delivered d -> delivered++;
      case Result.Postponed p -> {
        postponed++;
        postponement = p.error();
      }
      case Result.Refused r -> {
        refused++;
        refusal = r.error();
      }
    }
  }

  /** Returns how many were delivered. */
  public long delivered() {
    return delivered;
  }

  /** Returns how many tries ended with a wish to be asked again later. */
  public long postponed() {
    return postponed;
  }

  /** Returns how many were refused. */
  public long refused() {
    return refused;
  }

  /** Returns why one was postponed, the last reason; empty if none was. */
  String postponement() {
    return postponement;
  }

  /** Returns why one was refused, the last reason; empty if none was. */
  String refusal() {
    return refusal;
  }
}
