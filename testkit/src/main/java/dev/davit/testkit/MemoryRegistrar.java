package dev.davit.testkit;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A registrar in memory, for tests of what uses registrars. It knows a registration by its id and
 * takes each once. Strict: it fails on batches that callers promise not to send.
 *
 * <p><b>Threads.</b> Used by one thread at a time.
 */
public final class MemoryRegistrar implements Registrar {
  private static final Duration NO_WISH = Duration.ZERO;

  private final String name;
  private final int batchSize;
  private final Map<String, Registration> held = new LinkedHashMap<>();
  private Function<Registration, Result> verdict = registration -> new Result.Delivered();
  private boolean down;
  private int answersToLose;
  private int calls;
  private int maxAttempts = Integer.MAX_VALUE;

  /** Makes one that takes everything. */
  public MemoryRegistrar(String name, int batchSize) {
    this.name = name;
    this.batchSize = batchSize;
  }

  /** Decides from now on what becomes of registrations; what is delivered is held. */
  public void decide(Function<Registration, Result> verdict) {
    this.verdict = verdict;
  }

  /** Takes it down or up: as long as it is down everything is postponed. */
  public void setDown(boolean down) {
    this.down = down;
  }

  /** Counts what is postponed for the nth time as refused from now on. */
  public void limitAttempts(int maxAttempts) {
    this.maxAttempts = maxAttempts;
  }

  /** Loses the answers to the next calls: what they deliver is held all the same. */
  public void loseAnswers(int calls) {
    answersToLose = calls;
  }

  /** Returns what it holds, in the order of the first delivery. */
  public List<Registration> held() {
    return List.copyOf(held.values());
  }

  /** Returns how often it was called. */
  public int calls() {
    return calls;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public int maxAttempts() {
    return maxAttempts;
  }

  @Override
  public List<Result> register(List<Registration> batch) throws InterruptedException {
    check(batch);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before anything was delivered");
    }
    calls++;
    if (down) {
      return all(batch, new Result.Postponed("it is down", NO_WISH));
    }
    List<Result> results = new ArrayList<>();
    for (Registration registration : batch) {
      Result result = verdict.apply(registration);
      if (result instanceof Result.Delivered) {
        held.putIfAbsent(registration.id(), registration);
      }
      results.add(result);
    }
    if (answersToLose > 0) {
      answersToLose--;
      return all(batch, new Result.Postponed("the answer was lost", NO_WISH));
    }
    return results;
  }

  private static List<Result> all(List<Registration> batch, Result result) {
    return batch.stream().map(each -> result).toList();
  }

  private void check(List<Registration> batch) {
    promised(!batch.isEmpty() && batch.size() <= batchSize, "1 to " + batchSize + " at once");
    Set<String> ids = new HashSet<>();
    for (Registration registration : batch) {
      promised(registration.registrar().equals(name), "only what is for this registrar");
      promised(ids.add(registration.id()), "no registration twice in a batch");
    }
  }

  private static void promised(boolean kept, String promise) {
    if (!kept) {
      throw new IllegalStateException("broken promise: " + promise);
    }
  }
}
