package dev.davit.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened, as a hash; and line by line where someone wants to read it. */
final class Trace {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private long hash = 0xCBF2_9CE4_8422_2325L;

  Trace(boolean kept) {
    this.kept = kept;
  }

  void note(String what, String subject) {
    hash = (hash ^ what.hashCode()) * 0x100_0000_01B3L;
    hash = (hash ^ subject.hashCode()) * 0x100_0000_01B3L;
    if (kept) {
      lines.add(what + " " + subject);
    }
  }

  boolean kept() {
    return kept;
  }

  long hash() {
    return hash;
  }

  List<String> lines() {
    return lines;
  }
}
