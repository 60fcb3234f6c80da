package dev.davit.local.source;

import dev.davit.core.model.Watermark;
import dev.davit.core.port.Change;
import dev.davit.core.port.ChangeSource;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.core.spi.SourceRoot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder in the order of their paths, once each, on a thread of its own that
 * is a few batches ahead of whoever asks.
 *
 * <p>A folder that is not taken or cannot be read is reported where the files in it would stand:
 * after {@code a-b}, if it is called {@code a}.
 *
 * <p>It takes as much memory as the names in the largest folders that are nested in one another, at
 * most some 64 MiB; a folder with more names is listed more than once.
 */
public final class FolderScan implements ChangeSource {
  private static final int BATCH = 1000;
  private static final int AHEAD = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Batch> ready = new ArrayDeque<>();
  private final Finder finder;
  private final Thread thread;
  private @Nullable Batch last;
  private @Nullable RuntimeException failure;
  private boolean closed;

  private FolderScan(Finder finder) {
    this.finder = finder;
    thread = Thread.ofPlatform().daemon().name("davit-walk").unstarted(this::scan);
  }

  /**
   * Begins a scan.
   *
   * @param clock tells how old files are
   * @throws SourceException if the root cannot be read or an option makes no sense
   */
  public static FolderScan begin(SourceRoot root, SourceOptions options, Clock clock) {
    Tree tree = Tree.at(root.path());
    Judge judge = new Judge(tree, options, clock);
    return begin(
        root.only().isEmpty()
            ? new Walk(tree, judge, options)
            : new NamedFiles(tree, judge, root.only()));
  }

  static FolderScan begin(Finder finder) {
    FolderScan scan = new FolderScan(finder);
    scan.thread.start();
    return scan;
  }

  private void scan() {
    try (finder) {
      long position = 0;
      boolean ended = false;
      while (!ended) {
        List<Change> changes = new ArrayList<>(BATCH + 1);
        ended = finder.find(changes, BATCH);
        put(new Batch(changes, new Watermark(++position), ended));
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException("The scan broke off.", e));
      throw e;
    }
  }

  private void put(Batch batch) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (ready.size() >= AHEAD && !closed) {
        changed.await();
      }
      if (closed) {
        throw new InterruptedException();
      }
      ready.add(batch);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(RuntimeException e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Batch poll(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("The scan is closed.");
      }
      if (last != null && last.ended()) {
        return new Batch(List.of(), last.watermark(), true);
      }
      await(wait);
      return next();
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration wait) throws InterruptedException {
    long left = nanos(wait);
    while (ready.isEmpty() && failure == null && !closed && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? wait.toNanos() : Long.MAX_VALUE;
  }

  private Batch next() {
    Batch batch = closed ? null : ready.poll();
    if (batch != null) {
      last = batch;
      changed.signalAll();
      return batch;
    }
    if (failure != null && !closed) {
      throw failure instanceof SourceException e
          ? new SourceException(String.valueOf(e.getMessage()), e)
          : failure;
    }
    return new Batch(List.of(), last == null ? new Watermark(0) : last.watermark(), false);
  }

  /** Does nothing: the next scan begins at the beginning, and the checkpoint knows what is done. */
  @Override
  public void acknowledge(Watermark watermark) {}

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ready.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    awaitEnd();
  }

  /** A file system that does not answer must not keep anyone from leaving. */
  private void awaitEnd() {
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
