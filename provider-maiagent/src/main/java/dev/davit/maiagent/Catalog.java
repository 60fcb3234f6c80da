package dev.davit.maiagent;

import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Transient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a container holds: it is read once, before the first file is sent, so that a file that
 * is there already is replaced and not doubled.
 *
 * <p>What must be known for certain is asked again: by name where the service's search has proven
 * to find names, else by reading everything once more, which those who wait for it share.
 *
 * <p>Takes about 250 bytes of memory for each file. Safe for use by any number of threads.
 */
final class Catalog {
  private static final int READINGS = 3;
  private static final int SEARCH_PAGES = 20;
  private static final int LOCKS = 4096;

  private final Api api;
  private final ReentrantReadWriteLock reading = new ReentrantReadWriteLock();
  private final Map<String, List<Held>> byName = new ConcurrentHashMap<>();
  private final Lock[] locks = new Lock[LOCKS];
  private final AtomicLong begun = new AtomicLong();
  private long finished;
  private Map<String, List<Held>> lastRead = Map.of();
  private volatile boolean read;
  private volatile Optional<Boolean> searchFinds = Optional.empty();
  private @Nullable StorageException broken;

  Catalog(Api api) {
    this.api = api;
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  /** Returns what whoever changes the files of a name holds meanwhile. */
  Lock lockOf(String name) {
    return locks[Math.floorMod(name.hashCode(), LOCKS)];
  }

  /** Returns what is known to be there under a name. */
  List<Held> at(String name) {
    readOnce();
    return byName.getOrDefault(name, List.of());
  }

  /** Asks what is there under a name. */
  List<Held> ask(String name) {
    readOnce();
    if (!searchFinds.equals(Optional.of(false))) {
      Optional<List<Held>> found = search(name);
      if (found.isPresent() && (!found.get().isEmpty() || believed(name))) {
        return found.get();
      }
    }
    return reread().getOrDefault(name, List.of());
  }

  /** A search that finds a name known to be there can be believed about plain ones that are not. */
  private boolean believed(String name) {
    if (!plain(name)) {
      return false;
    }
    if (searchFinds.isEmpty()) {
      searchFinds =
          byName.keySet().stream()
              .filter(Catalog::plain)
              .findAny()
              .map(known -> search(known).filter(found -> !found.isEmpty()).isPresent());
    }
    return searchFinds.orElse(false);
  }

  private static boolean plain(String name) {
    return name.chars()
        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "._/".indexOf(c) >= 0));
  }

  /** Returns what a search finds of exactly this name; empty if it finds too much to tell. */
  private Optional<List<Held>> search(String name) {
    List<Held> found = new ArrayList<>();
    for (int number = 1; number <= SEARCH_PAGES; number++) {
      Api.Page page = api.page(number, name);
      page.files().stream()
          .filter(file -> file.name().equals(name) && !file.leaving())
          .forEach(found::add);
      if (page.last()) {
        return Optional.of(List.copyOf(found));
      }
    }
    return Optional.empty();
  }

  /** Notes that a file is there. */
  void added(Held file) {
    byName.merge(file.name(), List.of(file.slim()), Catalog::joined);
  }

  /** Removes a file; not while everything is read, so that no reading misses another for it. */
  void remove(Held file) {
    lock(reading.readLock());
    try {
      api.remove(file);
    } finally {
      reading.readLock().unlock();
    }
    byName.computeIfPresent(
        file.name(),
        (name, files) -> {
          List<Held> left = files.stream().filter(each -> !each.id().equals(file.id())).toList();
          return left.isEmpty() ? null : left;
        });
  }

  private static List<Held> joined(List<Held> one, List<Held> other) {
    Map<String, Held> byId = new HashMap<>();
    one.forEach(file -> byId.put(file.id(), file));
    other.forEach(file -> byId.put(file.id(), file));
    return List.copyOf(byId.values());
  }

  /** Returns everything, as it is told now, a page at a time. */
  Stream<Held> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Pages(number -> api.page(number, null)), Spliterator.NONNULL),
            false)
        .filter(file -> !file.leaving());
  }

  /** Returns everything, as it is told now. */
  List<Held> all() {
    return reread().values().stream().flatMap(List::stream).toList();
  }

  private void readOnce() {
    if (!read) {
      Map<String, List<Held>> unused = reread();
    }
  }

  /** Reads everything, unless somebody else begins to after this is called. */
  private Map<String, List<Held>> reread() {
    long before = begun.get();
    lock(reading.writeLock());
    try {
      if (broken != null) {
        throw broken; // a key that is wrong for one file is wrong for the next
      }
      if (finished > before) {
        return lastRead;
      }
      long number = begun.incrementAndGet();
      Map<String, List<Held>> now = readings();
      now.forEach((name, files) -> byName.merge(name, files, Catalog::joined));
      lastRead = now;
      finished = number;
      read = true;
      return now;
    } catch (StorageException.Denied | StorageException.Missing | StorageException.Unusable e) {
      broken = e;
      throw e;
    } finally {
      if (!reading.hasQueuedThreads()) {
        lastRead = Map.of(); // nobody waits for it
      }
      reading.writeLock().unlock();
    }
  }

  private void lock(Lock lock) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Transient(api.errors().where("list", ""), "interrupted", e);
    }
  }

  private Map<String, List<Held>> readings() {
    for (int i = 0; i < READINGS; i++) {
      Optional<Map<String, List<Held>>> whole = reading();
      if (whole.isPresent()) {
        return whole.get();
      }
    }
    throw new Transient(
        api.errors().where("list", ""), "the list of files kept changing while it was read", null);
  }

  /**
   * Reads all pages. What is added meanwhile pushes others to later pages, where they are seen
   * again; what is removed pulls others to earlier pages, where they are missed: then it does not
   * count.
   */
  private Optional<Map<String, List<Held>>> reading() {
    Map<String, Map<String, Held>> files = new HashMap<>();
    long seen = 0;
    long expected = -1;
    for (int number = 1; ; number++) {
      Api.Page page = api.page(number, null);
      expected = number == 1 ? page.count() : expected;
      for (Held file : page.files()) {
        boolean isNew =
            files.computeIfAbsent(file.name(), n -> new HashMap<>(2)).put(file.id(), file.slim())
                == null;
        seen += isNew ? 1 : 0;
      }
      if (page.last()) {
        break;
      }
    }
    if (seen < expected) {
      return Optional.empty();
    }
    Map<String, List<Held>> byName = new HashMap<>();
    files.forEach((name, held) -> {
      List<Held> staying = held.values().stream().filter(file -> !file.leaving()).toList();
      if (!staying.isEmpty()) {
        byName.put(name, staying);
      }
    });
    return Optional.of(byName);
  }

  /** Asks for a page when it is wanted. */
  private static final class Pages implements Iterator<Held> {
    private final Function<Integer, Api.Page> ask;
    private Api.Page page;
    private int number = 1;
    private int at;

    Pages(Function<Integer, Api.Page> ask) {
      this.ask = ask;
      page = ask.apply(1);
    }

    @Override
    public boolean hasNext() {
      while (at == page.files().size() && !page.last()) {
        page = ask.apply(++number);
        at = 0;
      }
      return at < page.files().size();
    }

    @Override
    public Held next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.files().get(at++);
    }
  }
}
