package dev.davit.core.usecase;

import dev.davit.core.usecase.Outcome.SkipReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts outcomes and tells the listener, one event at a time. */
final class Tally {
  private static final int MAX_FAILURES = 20;

  private final EventListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
  private final List<Outcome.Failed> failures = new ArrayList<>();
  private final @Nullable Planning planning;
  private long found;
  private long foundBytes;
  private long stored;
  private long storedBytes;
  private long sentBytes;
  private long planned;
  private long deferred;
  private long failed;

  /**
   * Makes one.
   *
   * @param planning adds up what a dry run finds
   */
  Tally(EventListener listener, @Nullable Planning planning) {
    this.listener = listener;
    this.planning = planning;
  }

  void tell(Event event) {
    lock.lock();
    try {
      listener.on(event);
    } finally {
      lock.unlock();
    }
  }

  void found(long files, long bytes, boolean complete) {
    lock.lock();
    try {
      found += files;
      foundBytes += bytes;
      listener.on(new Event.Found(found, foundBytes, complete));
    } finally {
      lock.unlock();
    }
  }

  void finish(Outcome outcome) {
    lock.lock();
    try {
      count(outcome);
      listener.on(new Event.FileFinished(outcome));
    } finally {
      lock.unlock();
    }
  }

  private void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored file -> {
        stored++;
        storedBytes += file.length();
        sentBytes += file.sentBytes();
      }
      case Outcome.Skipped file -> skipped.merge(file.reason(), 1L, Long::sum);
      case Outcome.Planned file -> {
        planned++;
        if (planning != null) {
          planning.add(file);
        }
      }
      case Outcome.Deferred file -> deferred++;
      case Outcome.Failed file -> {
        failed++;
        if (failures.size() < MAX_FAILURES) {
          failures.add(file);
        }
      }
    }
  }

  long stored() {
    lock.lock();
    try {
      return stored;
    } finally {
      lock.unlock();
    }
  }

  Summary summary(Duration took, Summary.Ending ending, @Nullable Throwable cause) {
    lock.lock();
    try {
      Plan plan = planning == null ? null : planning.plan();
      return new Summary(counted(), skipped, failures, took, ending, cause, plan);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what was counted so far. */
  Summary.Counts counts() {
    lock.lock();
    try {
      return counted();
    } finally {
      lock.unlock();
    }
  }

  private Summary.Counts counted() {
    long skips = skipped.values().stream().mapToLong(Long::longValue).sum();
    return new Summary.Counts(
        found, stored, planned, skips, deferred, failed, storedBytes, sentBytes);
  }
}
