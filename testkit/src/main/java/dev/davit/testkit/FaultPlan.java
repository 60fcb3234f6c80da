package dev.davit.testkit;

import dev.davit.core.model.ObjectKey;
import dev.davit.testkit.Fault.Operation;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides which requests go wrong. Asked once for every request, side by side.
 *
 * <p>A seeded plan is a function that draws from a generator.
 */
@FunctionalInterface
public interface FaultPlan {

  /** Returns how the next request of this kind goes wrong, if it does. */
  Optional<Fault> next(Operation operation, ObjectKey key);

  /** Returns a plan in which nothing goes wrong. */
  static FaultPlan none() {
    return (operation, key) -> Optional.empty();
  }

  /** Returns a schedule to which faults are added. */
  static Schedule schedule() {
    return new Schedule();
  }

  /** Lets the next requests of a kind go wrong one after the other, and then no more. */
  final class Schedule implements FaultPlan {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Operation, Queue<Optional<Fault>>> faults = new EnumMap<>(Operation.class);

    private Schedule() {}

    /** Adds a fault for the next request of the kind that has none yet. */
    public Schedule then(Operation operation, Fault fault) {
      return add(operation, Optional.of(fault));
    }

    /** Lets the next request of the kind that has no fault yet go well. */
    public Schedule thenNone(Operation operation) {
      return add(operation, Optional.empty());
    }

    private Schedule add(Operation operation, Optional<Fault> fault) {
      lock.lock();
      try {
        faults.computeIfAbsent(operation, first -> new ArrayDeque<>()).add(fault);
        return this;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Optional<Fault> next(Operation operation, ObjectKey key) {
      lock.lock();
      try {
        Queue<Optional<Fault>> queue = faults.get(operation);
        return queue == null || queue.isEmpty() ? Optional.empty() : queue.remove();
      } finally {
        lock.unlock();
      }
    }

    /** Returns how many faults did not happen yet. */
    public long left() {
      lock.lock();
      try {
        return faults.values().stream().flatMap(Queue::stream).filter(Optional::isPresent).count();
      } finally {
        lock.unlock();
      }
    }
  }
}
