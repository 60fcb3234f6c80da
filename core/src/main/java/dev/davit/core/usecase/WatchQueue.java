package dev.davit.core.usecase;

import dev.davit.core.model.RelativePath;
import dev.davit.core.port.SourceFile;
import dev.davit.core.spi.Timer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths that something has to be done about, each at most once, and each by one at a time. A
 * path that changes while something is done about it comes again afterwards.
 *
 * <p>Times are those of {@link Timer#nanos}. Safe for use by any number of threads.
 */
final class WatchQueue {
  /** So many paths wait at most; more are forgotten, and looked for by a scan. */
  static final int MOST = 100_000;

  private final Timer timer;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<RelativePath, Item> waiting = new HashMap<>();
  private final Map<RelativePath, Item> inHand = new HashMap<>();
  private final Set<RelativePath> held = new HashSet<>(); // wait, and are in hand too
  private final PriorityQueue<Item> byDue =
      new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));

  WatchQueue(Timer timer, int most) {
    this.timer = timer;
    this.most = most;
  }

  /**
   * A path to do something about.
   *
   * @param file what was seen there; null if it vanished
   * @param since when it was first seen to have changed
   * @param due when it may be done
   * @param settling whether it must still look as it did when it is due
   * @param refresh whether it is sent though it is known to be stored
   * @param tries how often it was tried without success
   */
  record Item(
      RelativePath path,
      @Nullable SourceFile file,
      long since,
      long due,
      boolean settling,
      boolean refresh,
      int tries) {

    static Item found(SourceFile file, long now, long due, boolean settling) {
      return new Item(file.path(), file, now, due, settling, false, 0);
    }

    static Item gone(RelativePath path, long now, long due) {
      return new Item(path, null, now, due, false, false, 0);
    }

    Item refreshing() {
      return new Item(path, file, since, due, settling, true, tries);
    }

    Item seenAs(SourceFile now, long due) {
      return new Item(path, now, since, due, true, refresh, tries);
    }

    Item failed(long due) {
      return new Item(path, file, since, due, settling, refresh, tries + 1);
    }

    Item later(long due) {
      return new Item(path, file, since, due, settling, refresh, tries);
    }

    /** This is newer than another, which was not done yet. */
    private Item over(Item older) {
      boolean sameKind = (file == null) == (older.file == null);
      long earlier = sameKind && older.due - due < 0 ? older.due : due;
      return new Item(path, file, older.since, earlier, settling, refresh || older.refresh, tries);
    }
  }

  /** Adds a path, or what is newly known of it; tells whether there was room. */
  boolean add(Item item) {
    lock.lock();
    try {
      Item older = waiting.get(item.path());
      if (older == null && waiting.size() >= most) {
        return false;
      }
      put(older == null ? item : item.over(older));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void put(Item item) {
    waiting.put(item.path(), item);
    if (inHand.containsKey(item.path())) {
      held.add(item.path());
    } else {
      byDue.add(item);
      changed.signalAll();
    }
  }

  /** Returns a path that is due, and takes it in hand; empty after a wait. */
  Optional<Item> take(long waitNanos) throws InterruptedException {
    long until = timer.nanos() + waitNanos;
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = timer.nanos();
        Item item = first();
        if (item != null && item.due() - now <= 0) {
          byDue.remove();
          waiting.remove(item.path());
          inHand.put(item.path(), item);
          return Optional.of(item);
        }
        long left = item == null ? until - now : Math.min(until - now, item.due() - now);
        if (until - now <= 0) {
          return Optional.empty();
        }
        long unused = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the one that is due first, passing over what was replaced meanwhile. */
  @SuppressWarnings("ReferenceEquality") // another item of the same path and time is another one
  private @Nullable Item first() {
    Item item = byDue.peek();
    while (item != null && (waiting.get(item.path()) != item || inHand.containsKey(item.path()))) {
      byDue.remove();
      item = byDue.peek();
    }
    return item;
  }

  /** Is done with a path. */
  void done(Item item) {
    done(item.path());
  }

  private void done(RelativePath path) {
    lock.lock();
    try {
      inHand.remove(path);
      Item more = held.remove(path) ? waiting.get(path) : null;
      if (more != null) {
        byDue.add(more);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lays a path back; what became known of it meanwhile goes before. */
  void again(Item item) {
    lock.lock();
    try {
      waiting.merge(item.path(), item, (newer, older) -> newer.over(older));
      held.add(item.path());
      done(item);
    } finally {
      lock.unlock();
    }
  }

  /** What failed and waits for its next try is due now. */
  void hurry() {
    lock.lock();
    try {
      long now = timer.nanos();
      for (Item item : List.copyOf(waiting.values())) {
        if (item.tries() > 0 && item.due() - now > 0) {
          put(item.later(now));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a path from being taken in hand until {@link #release}; not if somebody has it. */
  boolean reserve(RelativePath path) {
    lock.lock();
    try {
      if (inHand.containsKey(path)) {
        return false;
      }
      Item item = new Item(path, null, timer.nanos(), 0, false, false, 0);
      inHand.put(path, item);
      if (waiting.containsKey(path)) {
        held.add(path);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets a path be taken again. */
  void release(RelativePath path) {
    done(path);
  }

  /** Waits a moment for the queue to be at most half full; tells whether it is. */
  boolean awaitRoom(long waitNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = Math.min(waitNanos, TimeUnit.SECONDS.toNanos(1));
      while (waiting.size() > most / 2 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return waiting.size() <= most / 2;
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether something has to be done, or is being done, about a path. */
  boolean knows(RelativePath path) {
    lock.lock();
    try {
      return waiting.containsKey(path) || inHand.containsKey(path);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what waits. */
  void clear() {
    lock.lock();
    try {
      waiting.clear();
      held.clear();
      byDue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many paths wait or are in hand. */
  int size() {
    lock.lock();
    try {
      return waiting.size() + inHand.size() - held.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns since when the oldest of them waits. */
  OptionalLong oldest() {
    lock.lock();
    try {
      long now = timer.nanos();
      LongStream ages =
          Stream.concat(waiting.values().stream(), inHand.values().stream())
              .mapToLong(item -> now - item.since());
      OptionalLong longest = ages.max();
      return longest.isPresent() ? OptionalLong.of(now - longest.getAsLong()) : longest;
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether files wait that are due, or are in hand. */
  boolean busyWithFiles() {
    lock.lock();
    try {
      long now = timer.nanos();
      return Stream.concat(waiting.values().stream(), inHand.values().stream())
          .anyMatch(item -> item.file() != null && item.due() - now <= 0 && item.tries() == 0);
    } finally {
      lock.unlock();
    }
  }
}
