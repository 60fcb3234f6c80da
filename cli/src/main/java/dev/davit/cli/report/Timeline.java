package dev.davit.cli.report;

import java.util.Arrays;

/**
 * How much was done when, in at most {@value #SLOTS} slots of equal length: when a run outgrows
 * them, each two become one. Used by one thread at a time.
 */
final class Timeline {
  static final int SLOTS = 240;
  private static final long FIRST_WIDTH = 50_000_000;

  private final long begun;
  private final long[] bytes = new long[SLOTS];
  private final long[] files = new long[SLOTS];
  private long width = FIRST_WIDTH;
  private int used;

  /** Begins at a moment, in nanoseconds of any origin. */
  Timeline(long nanos) {
    begun = nanos;
  }

  /** Notes what was done at a moment; bytes may be negative, when some travel again. */
  void add(long nanos, long moreBytes, long moreFiles) {
    long passed = Math.max(0, nanos - begun);
    while (passed / width >= SLOTS) {
      halve();
    }
    int slot = (int) (passed / width);
    bytes[slot] += moreBytes;
    files[slot] += moreFiles;
    used = Math.max(used, slot + 1);
  }

  private void halve() {
    for (int i = 0; i < SLOTS / 2; i++) {
      bytes[i] = bytes[2 * i] + bytes[2 * i + 1];
      files[i] = files[2 * i] + files[2 * i + 1];
    }
    Arrays.fill(bytes, SLOTS / 2, SLOTS, 0);
    Arrays.fill(files, SLOTS / 2, SLOTS, 0);
    used = (used + 1) / 2;
    width *= 2;
  }

  /** Returns how many slots have begun. */
  int slots() {
    return used;
  }

  /** Returns how long the slots are together, in seconds. */
  double seconds() {
    return used * (width / 1e9);
  }

  /** Returns bytes per second in each slot; never negative. */
  double[] bytesPerSecond() {
    return perSecond(bytes);
  }

  /** Returns files per second in each slot. */
  double[] filesPerSecond() {
    return perSecond(files);
  }

  private double[] perSecond(long[] amounts) {
    return Arrays.stream(amounts, 0, used)
        .mapToDouble(n -> Math.max(0, n / (width / 1e9)))
        .toArray();
  }
}
