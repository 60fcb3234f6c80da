package dev.davit.local.source;

import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource.Batch;
import dev.davit.core.port.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a watch heard and nobody asked for yet. If that becomes too much, it is forgotten, and all
 * of the source has to be looked through. Safe for use by any number of threads.
 */
final class Changes {
  private static final int MOST = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Change> heard = new ArrayList<>();
  private boolean drowned;
  private boolean closed;
  private long position;
  private @Nullable RuntimeException failure;

  void add(Change change) {
    lock.lock();
    try {
      if (drowned || closed) {
        return;
      }
      heard.add(change);
      if (heard.size() > MOST) {
        drowned = true;
        heard = new ArrayList<>(List.of(new Change.Overflow("")));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be heard. */
  void fail(RuntimeException e) {
    lock.lock();
    try {
      failure = failure == null ? e : failure;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  Batch poll(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (heard.isEmpty() && failure == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (heard.isEmpty() && failure != null && !closed) {
        throw failure instanceof SourceException e
            ? new SourceException(String.valueOf(e.getMessage()), e)
            : failure;
      }
      List<Change> batch = heard;
      heard = new ArrayList<>();
      drowned = false;
      position += batch.isEmpty() ? 0 : 1;
      return new Batch(batch, new Watermark(position), closed);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      heard.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
