package dev.davit.core.spi;

/**
 * Runs work side by side within blocks that nothing outlives.
 *
 * <p>The real one gives every task a virtual thread; a simulation runs them one at a time in an
 * order drawn from its seed.
 */
public interface Tasks {

  /** Opens a scope. */
  Scope scope();

  /** Makes a lane that lets this many tasks run at once. */
  Lane lane(int limit);

  /**
   * Tells whether tasks really run side by side, so that waiting for one in another makes sense.
   */
  boolean parallel();

  /** Returns the real ones. */
  static Tasks virtual() {
    return VirtualTasks.INSTANCE;
  }

  /** A limit on how many tasks run at once, shared by scopes. Safe for use by any thread. */
  interface Lane {

    /** Returns how many tasks may run at once. */
    int limit();

    /** Changes the limit; tasks that run already go on. */
    void limit(int limit);
  }

  /** A task's work. */
  @FunctionalInterface
  interface Work {
    /** Does it. What it throws ends the scope. */
    void run() throws Exception;
  }

  /**
   * A group of tasks. Used by the thread that opened it.
   *
   * <p>The first task that throws interrupts the others; {@link #fork} and {@link #join} then throw
   * what it threw.
   */
  interface Scope extends AutoCloseable {

    /**
     * Starts a task as soon as a lane has room; waits until then.
     *
     * @throws InterruptedException if interrupted while waiting
     * @throws TaskFailedException if a task has failed; the work is not started
     */
    void fork(Lane lane, Work work) throws InterruptedException;

    /**
     * Does work in this thread, as soon as a lane has room, and returns when it is done. May wait
     * for other tasks too.
     *
     * @throws InterruptedException if interrupted while waiting
     * @throws TaskFailedException if the work or a task has failed
     */
    default void runHere(Lane lane, Work work) throws InterruptedException {
      fork(lane, work);
      join();
    }

    /**
     * Waits for all tasks.
     *
     * @throws InterruptedException if interrupted while waiting
     * @throws TaskFailedException if a task has failed; its cause is what was thrown
     */
    void join() throws InterruptedException;

    /** Interrupts what still runs and waits for its end. Idempotent. */
    @Override
    void close();
  }

  /** A task threw; the cause is what it threw. */
  final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Wraps what a task threw. */
    public TaskFailedException(Throwable cause) {
      super(cause);
    }
  }
}
