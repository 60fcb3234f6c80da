package dev.davit.clouddrive;

import dev.davit.core.model.ByteRange;
import java.util.Map;
import java.util.TreeMap;

/** Which bytes were handed over, however often and in whatever order. Used under a lock. */
final class Coverage {
  private final TreeMap<Long, Long> endByStart = new TreeMap<>();

  void add(ByteRange range) {
    if (range.length() == 0) {
      return;
    }
    long start = range.offset();
    long end = range.end();
    Map.Entry<Long, Long> before = endByStart.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    for (Map.Entry<Long, Long> next = endByStart.ceilingEntry(start);
        next != null && next.getKey() <= end;
        next = endByStart.ceilingEntry(start)) {
      end = Math.max(end, next.getValue());
      endByStart.remove(next.getKey());
    }
    endByStart.put(start, end);
  }

  /** Tells whether everything from 0 up to a length is covered. */
  boolean isWhole(long length) {
    Map.Entry<Long, Long> first = endByStart.firstEntry();
    return length == 0 || (first != null && first.getKey() == 0 && first.getValue() >= length);
  }
}
