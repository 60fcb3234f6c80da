package dev.davit.core.spi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gives every task a virtual thread. */
enum VirtualTasks implements Tasks {
  INSTANCE;

  @Override
  public Lane lane(int limit) {
    return new PermitLane(limit);
  }

  @Override
  public Scope scope() {
    return new ThreadScope();
  }

  @Override
  public boolean parallel() {
    return true;
  }

  /** A semaphore whose number of permits can be changed downwards without waiting. */
  private static final class PermitLane implements Lane {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private int limit;
    private int running;

    PermitLane(int limit) {
      limit(limit);
    }

    @Override
    public int limit() {
      lock.lock();
      try {
        return limit;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void limit(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("a lane lets at least 1 task run, not " + limit);
      }
      lock.lock();
      try {
        this.limit = limit;
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void enter() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (running >= limit) {
          room.await();
        }
        running++;
      } finally {
        lock.unlock();
      }
    }

    void leave() {
      lock.lock();
      try {
        running--;
        room.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class ThreadScope implements Scope {
    private final Thread owner = Thread.currentThread();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    @Override
    public void fork(Lane lane, Work work) throws InterruptedException {
      throwFailure();
      PermitLane permits = (PermitLane) lane;
      enter(permits);
      if (failure.get() != null) {
        permits.leave(); // the room may have come from a task that this failure interrupted
        throwFailure();
      }
      Thread thread = Thread.ofVirtual().name("davit").unstarted(() -> run(permits, work));
      threads.add(thread);
      thread.start();
    }

    @Override
    public void runHere(Lane lane, Work work) throws InterruptedException {
      throwFailure();
      PermitLane permits = (PermitLane) lane;
      enter(permits);
      try {
        work.run();
      } catch (Throwable e) {
        fail(e);
      } finally {
        permits.leave();
      }
      throwFailure();
    }

    /** A task that fails interrupts the owner, who then finds the failure and not the interrupt. */
    private void enter(PermitLane permits) throws InterruptedException {
      try {
        permits.enter();
      } catch (InterruptedException e) {
        throwFailure();
        throw e;
      }
    }

    private void run(PermitLane permits, Work work) {
      try {
        work.run();
      } catch (Throwable e) {
        fail(e);
      } finally {
        permits.leave();
        threads.remove(Thread.currentThread());
      }
    }

    private void fail(Throwable thrown) {
      if (!closing && failure.compareAndSet(null, thrown)) {
        interruptOthers();
        owner.interrupt();
      }
    }

    @Override
    public void join() throws InterruptedException {
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throwFailure();
          throw e;
        }
      }
      throwFailure();
    }

    private void throwFailure() {
      Throwable thrown = failure.get();
      if (thrown != null) {
        Thread.interrupted(); // the interrupt that announced this failure
        throw new TaskFailedException(thrown);
      }
    }

    private void interruptOthers() {
      for (Thread thread : threads) {
        if (!thread.equals(Thread.currentThread())) {
          thread.interrupt();
        }
      }
    }

    @Override
    public void close() {
      boolean interrupted = false;
      closing = true; // what tasks throw because of it is not announced
      interruptOthers();
      for (Thread thread : threads) {
        while (thread.isAlive()) {
          try {
            thread.join();
          } catch (InterruptedException e) {
            interrupted = true;
            interruptOthers();
          }
        }
      }
      if (failure.get() != null) {
        Thread.interrupted(); // announced the failure, which has been or will be thrown
      } else if (interrupted) {
        owner.interrupt();
      }
    }
  }
}
