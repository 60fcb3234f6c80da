package dev.davit.core.usecase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Puts large files among small ones: after each of the largest come three of the smallest, so that
 * the network is busy with bytes while requests wait for answers, and no large file comes last.
 */
final class LargeAmongSmall {
  private static final int SMALL_PER_LARGE = 3;

  private LargeAmongSmall() {}

  /** Returns the same in that order; the order of equals stays. */
  static <T> List<T> order(List<T> all, ToLongFunction<T> length) {
    if (all.size() < 2) {
      return all;
    }
    List<T> bySize = new ArrayList<>(all);
    bySize.sort(Comparator.comparingLong(length));
    if (length.applyAsLong(bySize.getFirst()) == length.applyAsLong(bySize.getLast())) {
      return all;
    }
    List<T> mixed = new ArrayList<>(all.size());
    int small = 0;
    int large = bySize.size() - 1;
    while (small <= large) {
      mixed.add(bySize.get(large--));
      for (int i = 0; i < SMALL_PER_LARGE && small <= large; i++) {
        mixed.add(bySize.get(small++));
      }
    }
    return mixed;
  }
}
