package dev.davit.cli.report;

import java.util.ArrayList;
import java.util.List;

/** How many files there are of each size, in steps of 16 from 0 to beyond 16 GiB. */
final class SizeClasses {
  private static final int STEP = 4; // bits
  private static final int FIRST = 10; // 1 KiB
  private static final int LAST = 34; // 16 GiB
  private static final int CLASSES = (LAST - FIRST) / STEP + 3;

  private final long[] files = new long[CLASSES];
  private final long[] bytes = new long[CLASSES];

  /**
   * The files of one class.
   *
   * @param below which size in bytes they have; {@link Long#MAX_VALUE} in the last, 1 for empty
   *     ones
   * @param files how many
   * @param bytes in them together
   */
  record SizeClass(long below, long files, long bytes) {}

  /** Counts a file. */
  void add(long length) {
    int index = 0;
    while (index < CLASSES - 1 && length >= below(index)) {
      index++;
    }
    files[index]++;
    bytes[index] += length;
  }

  /** Returns the classes from the first to the last that has files. */
  List<SizeClass> list() {
    List<SizeClass> list = new ArrayList<>();
    int end = CLASSES;
    while (end > 0 && files[end - 1] == 0) {
      end--;
    }
    int start = 0;
    while (start < end && files[start] == 0) {
      start++;
    }
    for (int i = start; i < end; i++) {
      list.add(new SizeClass(below(i), files[i], bytes[i]));
    }
    return list;
  }

  private static long below(int index) {
    if (index == 0) {
      return 1;
    }
    return index == CLASSES - 1 ? Long.MAX_VALUE : 1L << (FIRST + (index - 1) * STEP);
  }
}
