package dev.davit.core.usecase;

import dev.davit.core.model.Entry;
import dev.davit.core.port.SourceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Files that wait for all others to be found, because of the order in which they are sent. */
final class Waiting {
  private final SendOrder order;
  private final List<One> files = new ArrayList<>();

  Waiting(SendOrder order) {
    this.order = order;
  }

  /** A file that waits, and what is remembered of it. */
  record One(SourceFile file, Optional<Entry> known) {}

  boolean isWanted() {
    return order != SendOrder.FOUND;
  }

  void add(SourceFile file, Optional<Entry> known) {
    files.add(new One(file, known));
  }

  /** Returns them in their order, and forgets them. */
  List<One> take() {
    List<One> sorted =
        switch (order) {
          case FOUND -> files;
          case NAME_DESC -> sorted(byPath().reversed());
          case SIZE_ASC -> sorted(bySize());
          case SIZE_DESC -> sorted(bySize().reversed());
          case SIZE_MIXED -> byTurns(sorted(bySize()));
          case MODTIME_ASC -> sorted(byTime());
          case MODTIME_DESC -> sorted(byTime().reversed());
          case MODTIME_MIXED -> byTurns(sorted(byTime()));
        };
    List<One> taken = List.copyOf(sorted);
    files.clear();
    return taken;
  }

  private List<One> sorted(Comparator<One> comparator) {
    return files.stream().sorted(comparator).toList();
  }

  private static Comparator<One> byPath() {
    return Comparator.comparing(one -> one.file().path());
  }

  private static Comparator<One> bySize() {
    return Comparator.comparingLong(one -> one.file().fingerprint().length());
  }

  private static Comparator<One> byTime() {
    return Comparator.comparingLong(one -> one.file().fingerprint().modifiedNanos());
  }

  /** The last, the first, the last but one, the second, and so on. */
  private static List<One> byTurns(List<One> sorted) {
    Deque<One> left = new ArrayDeque<>(sorted);
    List<One> turns = new ArrayList<>();
    while (!left.isEmpty()) {
      turns.add(turns.size() % 2 == 0 ? left.removeLast() : left.removeFirst());
    }
    return turns;
  }
}
