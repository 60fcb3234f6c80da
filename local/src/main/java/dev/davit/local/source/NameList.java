package dev.davit.local.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names in a folder, in the order of their bytes and in little more room than those bytes take.
 *
 * <p>If they do not fit, the first of them are kept and {@link #isTruncated} says so: whoever wants
 * the others lists the folder again for the names after the last one.
 */
final class NameList {
  private final int limit;
  private final byte @Nullable [] after;
  private byte @Nullable [] bound;
  private byte[] bytes = new byte[1024];
  private int[] starts = new int[64];
  private int used;
  private int size;

  /**
   * Makes an empty list.
   *
   * @param limit bytes it may take, roughly
   */
  NameList(int limit) {
    this(limit, null);
  }

  private NameList(int limit, byte @Nullable [] after) {
    this.limit = limit;
    this.after = after;
  }

  /** Returns an empty list for the names after the last one of this sorted, truncated list. */
  NameList following() {
    return new NameList(limit, bytesAt(size - 1));
  }

  void add(String name) {
    byte[] added = name.getBytes(StandardCharsets.UTF_8);
    boolean wanted =
        (after == null || Arrays.compareUnsigned(added, after) > 0)
            && (bound == null || Arrays.compareUnsigned(added, bound) < 0);
    if (wanted) {
      append(added);
      if (used + size * Integer.BYTES > limit && size > 1) {
        dropLargerHalf();
      }
    }
  }

  /** Names hold no NUL, so one ends each of them. */
  private void append(byte[] name) {
    if (used + name.length + 1 > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + name.length + 1));
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
    }
    starts[size++] = used;
    System.arraycopy(name, 0, bytes, used, name.length);
    used += name.length;
    bytes[used++] = 0;
  }

  private void dropLargerHalf() {
    sort();
    int kept = size / 2;
    bound = bytesAt(kept);
    byte[] old = bytes;
    int[] order = starts;
    bytes = new byte[old.length];
    starts = new int[order.length];
    used = 0;
    size = 0;
    for (int i = 0; i < kept; i++) {
      append(Arrays.copyOfRange(old, order[i], end(old, order[i])));
    }
  }

  /** Sorts what was added. */
  void sort() {
    sort(0, size, 0);
  }

  int size() {
    return size;
  }

  String get(int index) {
    int start = starts[index];
    return new String(bytes, start, end(bytes, start) - start, StandardCharsets.UTF_8);
  }

  /** Compares a name with another one by their bytes. */
  int compare(int index, byte[] other) {
    int start = starts[index];
    return Arrays.compareUnsigned(bytes, start, end(bytes, start), other, 0, other.length);
  }

  /** Tells whether a name is among these, which are sorted. */
  boolean contains(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size && compare(low, wanted) == 0;
  }

  /** Tells whether names were dropped. */
  boolean isTruncated() {
    return bound != null;
  }

  /** Returns how many bytes it takes. */
  int footprint() {
    return bytes.length + starts.length * Integer.BYTES;
  }

  private byte[] bytesAt(int index) {
    return Arrays.copyOfRange(bytes, starts[index], end(bytes, starts[index]));
  }

  private static int end(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return end;
  }

  /**
   * Three-way radix quicksort of names that agree in their first {@code depth} bytes. Of the three
   * parts the largest is done in the loop, so the stack stays as deep as the logarithm of the size.
   */
  private void sort(int from, int to, int depth) {
    while (to - from > 12) {
      int pivot = median(from, to, depth);
      int less = from;
      int more = to;
      for (int i = from; i < more; ) {
        int c = at(i, depth);
        if (c < pivot) {
          swap(less++, i++);
        } else if (c > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      int equalDepth = depth + 1;
      boolean equalDone = pivot == 0;
      int largest = Math.max(less - from, Math.max(equalDone ? 0 : more - less, to - more));
      if (largest == less - from) {
        sortEqual(less, more, equalDepth, equalDone);
        sort(more, to, depth);
        to = less;
      } else if (largest == to - more) {
        sort(from, less, depth);
        sortEqual(less, more, equalDepth, equalDone);
        from = more;
      } else {
        sort(from, less, depth);
        sort(more, to, depth);
        from = less;
        to = more;
        depth = equalDepth;
      }
    }
    insertionSort(from, to);
  }

  private void sortEqual(int from, int to, int depth, boolean done) {
    if (!done) {
      sort(from, to, depth);
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moved = starts[i];
      int j = i;
      while (j > from && compare(starts[j - 1], moved) > 0) {
        starts[j] = starts[j - 1];
        j--;
      }
      starts[j] = moved;
    }
  }

  private int compare(int a, int b) {
    int i = 0;
    while (bytes[a + i] == bytes[b + i] && bytes[a + i] != 0) {
      i++;
    }
    return Byte.compareUnsigned(bytes[a + i], bytes[b + i]);
  }

  private int median(int from, int to, int depth) {
    int a = at(from, depth);
    int b = at((from + to) >>> 1, depth);
    int c = at(to - 1, depth);
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private int at(int index, int depth) {
    return bytes[starts[index] + depth] & 0xFF;
  }

  private void swap(int i, int j) {
    int start = starts[i];
    starts[i] = starts[j];
    starts[j] = start;
  }
}
