package dev.davit.testkit;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.RunRecord;
import dev.davit.core.port.CheckpointException;
import dev.davit.core.port.CheckpointException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that holds one checkpoint, and loses what a real one might.
 *
 * <p>Nothing happens by itself: what was recorded becomes durable when the checkpoint or {@link
 * #settle} says so, and {@link #crash} takes back the rest. No threads, no time, no chance.
 */
public final class MemoryDisk {
  final TreeMap<RelativePath, Entry> files = new TreeMap<>();
  final TreeMap<ObjectKey, ParkedUpload> parked = new TreeMap<>();
  final TreeMap<Long, MemoryOutbox.Item> outbox = new TreeMap<>();
  final Map<String, Long> places = new HashMap<>();
  final Deque<RunRecord> runs = new ArrayDeque<>();
  long nextPlace;
  long delivered;

  private final List<List<Runnable>> undurable = new ArrayList<>();
  private List<Runnable> change = new ArrayList<>();
  private @Nullable MemoryCheckpoint open;

  /** Makes an empty one. */
  public MemoryDisk() {}

  /**
   * Opens its checkpoint.
   *
   * @throws CheckpointException LOCKED if it is open
   */
  public synchronized MemoryCheckpoint open() {
    if (open != null) {
      throw new CheckpointException(Reason.LOCKED, "the checkpoint on this disk is open already");
    }
    open = new MemoryCheckpoint(this);
    return open;
  }

  /** Makes everything durable, as some tens of milliseconds would. */
  public synchronized void settle() {
    undurable.clear();
  }

  /** Returns how many changes a crash might take back. */
  public synchronized int undurable() {
    return undurable.size();
  }

  /**
   * Ends the process that has it open, and takes back changes that are not durable: a file with its
   * registrations at a time, the newest first.
   *
   * @param survivors how many of them, the oldest, happen to be durable all the same
   */
  public synchronized void crash(int survivors) {
    while (undurable.size() > survivors) {
      List<Runnable> steps = undurable.remove(undurable.size() - 1);
      for (int i = steps.size() - 1; i >= 0; i--) {
        steps.get(i).run();
      }
    }
    undurable.clear();
    open = null;
  }

  boolean isOpen(MemoryCheckpoint checkpoint) {
    return open == checkpoint;
  }

  void close(MemoryCheckpoint checkpoint) {
    if (open == checkpoint) {
      settle();
      open = null;
    }
  }

  /** Puts or removes a value, so that it can be taken back. */
  <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
    V before = map.get(key);
    set(map, key, value);
    change.add(() -> set(map, key, before));
  }

  private static <K, V> void set(Map<K, V> map, K key, @Nullable V value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  /** Ends a change: what was put since the last one is durable together or not at all. */
  void changed() {
    undurable.add(change);
    change = new ArrayList<>();
  }
}
