package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.local.state.Batch.LastWord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes what many threads record, a transaction for many records at a time.
 *
 * <p>The writer is a platform thread: a native call that waits for the disk would pin the carrier
 * of a virtual one. Nobody outside interrupts it, and no wait here ends with an interrupt: a thread
 * that is being stopped can still record what it has done.
 */
final class GroupCommit {
  /** How many records are written without waiting for more. */
  private static final int ENOUGH = 4096;

  /** How many records wait at most; whoever records more waits for the disk. */
  private static final int FULL = 2 * ENOUGH;

  private static final long LINGER_NANOS = Duration.ofMillis(20).toNanos();

  private final BatchSql sql;
  private final Health health;
  private final Consumer<Batch> afterCommit;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition done = lock.newCondition();

  private Batch next = new Batch();
  private Batch writing = new Batch();
  private long nextNumber = 1;
  private long written;
  private boolean hurry;
  private boolean closing;

  GroupCommit(BatchSql sql, Health health, Consumer<Batch> afterCommit) {
    this.sql = sql;
    this.health = health;
    this.afterCommit = afterCommit;
    thread = Thread.ofPlatform().daemon().name("davit-state-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Adds to the next transaction; waits while it is full. */
  void add(Consumer<Batch> change) {
    lock.lock();
    try {
      addLocked(change);
    } finally {
      lock.unlock();
    }
  }

  /** Adds to the next transaction and waits until it is durable. */
  void addDurably(Consumer<Batch> change) {
    lock.lock();
    try {
      addLocked(change);
      awaitWritten();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything added before is durable. */
  void flush() {
    lock.lock();
    try {
      awaitWritten();
    } finally {
      lock.unlock();
    }
  }

  private void addLocked(Consumer<Batch> change) {
    while (next.size() >= FULL && !health.failed()) {
      done.awaitUninterruptibly();
    }
    checkUsable();
    boolean first = next.isEmpty();
    change.accept(next);
    if (first || next.size() >= ENOUGH) {
      work.signal();
    }
  }

  private void awaitWritten() {
    checkUsable();
    long number = next.isEmpty() ? nextNumber - 1 : nextNumber;
    if (written < number) {
      hurry = true;
      work.signal();
    }
    while (written < number && !health.failed()) {
      done.awaitUninterruptibly();
    }
    if (written < number) {
      health.check();
    }
  }

  private void checkUsable() {
    health.check();
    if (closing) {
      throw new IllegalStateException("the checkpoint is closed");
    }
  }

  /** Returns what is recorded of a file and not yet written, if anything is. */
  Optional<LastWord<Entry>> unwritten(RelativePath path) {
    lock.lock();
    try {
      checkUsable();
      LastWord<Entry> file = next.files.get(path);
      return Optional.ofNullable(file == null ? writing.files.get(path) : file);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is recorded of unfinished uploads and not yet written. */
  Map<ObjectKey, LastWord<ParkedUpload>> unwrittenParked() {
    lock.lock();
    try {
      checkUsable();
      Map<ObjectKey, LastWord<ParkedUpload>> parked = new HashMap<>(writing.parked);
      parked.putAll(next.parked);
      return parked;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (take()) {
        Batch batch = writing;
        sql.commit(batch);
        finished();
        afterCommit.accept(batch);
      }
    } catch (Throwable e) { // whatever it is, callers must not wait for a dead thread
      fail(e);
    }
  }

  /** Waits for a batch; returns false at the end. */
  private boolean take() throws InterruptedException {
    lock.lock();
    try {
      while (next.isEmpty()) {
        if (closing) {
          return false;
        }
        work.await();
      }
      long linger = LINGER_NANOS;
      while (!hurry && !closing && next.size() < ENOUGH && linger > 0) {
        linger = work.awaitNanos(linger);
      }
      writing = next;
      next = new Batch();
      nextNumber++;
      hurry = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void finished() {
    lock.lock();
    try {
      writing = new Batch();
      written = nextNumber - 1;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    lock.lock();
    try {
      health.fail(cause);
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is left and ends the thread. Later calls fail. */
  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    Uninterrupted.join(thread);
  }
}
