package dev.davit.testkit.simulation;

import dev.davit.core.spi.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in an order drawn from a generator: the same draws, the same order.
 *
 * <p>A forked task waits. One that waits is picked and run to its end when a lane is full, when a
 * scope is joined, and whenever {@link #letOthersRun} is called, as a gate may do in the middle of
 * any operation: then whoever called is suspended meanwhile, as a thread would be. So tasks of all
 * scopes interleave, nested ones too. A lane holds no more than its limit, with one exception:
 * where all that hold it are suspended below the one who waits, one more is let in.
 *
 * <p>An interrupt is the thread's own, kept apart for each task.
 *
 * <p><b>Threads.</b> Used by one thread.
 */
public final class SeededTasks implements Tasks {
  private final RandomGenerator random;
  private final List<Task> waiting = new ArrayList<>();
  private @Nullable Task running;
  private boolean interruptPending;

  /** Begins. */
  public SeededTasks(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Scope scope() {
    return new SeededScope();
  }

  @Override
  public Lane lane(int limit) {
    return new CountedLane(limit);
  }

  @Override
  public boolean parallel() {
    return false;
  }

  /** Runs a waiting task to its end, if there is one. */
  public void letOthersRun() {
    if (!waiting.isEmpty()) {
      run(waiting.remove(random.nextInt(waiting.size())));
    }
  }

  /** Interrupts whoever runs outside of every task: at once, or as soon as it goes on. */
  public void interruptMain() {
    if (running == null) {
      Thread.currentThread().interrupt();
    } else {
      interruptPending = true;
    }
  }

  private void run(Task task) {
    boolean callersInterrupt = Thread.interrupted();
    Task suspended = running;
    running = task;
    if (task.interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      task.work.run();
    } catch (Throwable e) {
      task.scope.fail(e);
    } finally {
      boolean unused = Thread.interrupted();
      running = suspended;
      task.lane.held--;
      task.scope.unfinished.remove(task);
      if (takeInterrupt(suspended) || callersInterrupt) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean takeInterrupt(@Nullable Task suspended) {
    boolean taken = suspended == null ? interruptPending : suspended.interrupted;
    if (suspended == null) {
      interruptPending = false;
    } else {
      suspended.interrupted = false;
    }
    return taken;
  }

  private static final class Task {
    private final SeededScope scope;
    private final CountedLane lane;
    private final Work work;
    private boolean interrupted;

    Task(SeededScope scope, CountedLane lane, Work work) {
      this.scope = scope;
      this.lane = lane;
      this.work = work;
    }
  }

  private static final class CountedLane implements Lane {
    private int limit;
    private int held;

    boolean holds(Task task) {
      return task.lane.equals(this);
    }

    CountedLane(int limit) {
      limit(limit);
    }

    @Override
    public int limit() {
      return limit;
    }

    @Override
    public void limit(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("a lane lets at least 1 task run, not " + limit);
      }
      this.limit = limit;
    }
  }

  private final class SeededScope implements Scope {
    private final List<Task> unfinished = new ArrayList<>();
    private @Nullable Throwable failure;
    private boolean closing;

    @Override
    public void fork(Lane lane, Work work) throws InterruptedException {
      CountedLane counted = (CountedLane) lane;
      throwFailure();
      throwInterrupt();
      while (counted.held >= counted.limit && waiting.stream().anyMatch(counted::holds)) {
        runOneOf(waiting.stream().filter(counted::holds).toList());
      }
      counted.held++;
      Task task = new Task(this, counted, work);
      unfinished.add(task);
      waiting.add(task);
      if (random.nextBoolean()) {
        letOthersRun();
      }
    }

    @Override
    public void join() throws InterruptedException {
      throwFailure();
      while (!unfinished.isEmpty()) {
        throwInterrupt();
        runOneOf(waiting);
      }
      throwFailure();
    }

    private void runOneOf(List<Task> candidates) throws InterruptedException {
      Task task = candidates.get(random.nextInt(candidates.size()));
      waiting.remove(task);
      SeededTasks.this.run(task);
      throwFailure();
      throwInterrupt();
    }

    private void fail(Throwable thrown) {
      if (failure == null && !closing) {
        failure = thrown;
        unfinished.forEach(task -> task.interrupted = true);
      }
    }

    private void throwFailure() {
      if (failure != null) {
        boolean unused = Thread.interrupted(); // as the real one: it announced this failure
        throw new TaskFailedException(failure);
      }
    }

    private void throwInterrupt() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for tasks");
      }
    }

    /** A task that has not begun yet either never does, or begins with its interrupt pending. */
    @Override
    public void close() {
      closing = true;
      for (Task task : List.copyOf(unfinished)) {
        if (waiting.remove(task)) {
          if (random.nextBoolean()) {
            task.interrupted = true;
            SeededTasks.this.run(task);
          } else {
            task.lane.held--;
            unfinished.remove(task);
          }
        }
      }
    }
  }
}
