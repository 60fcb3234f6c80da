package dev.davit.testkit.simulation;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.RelativePath;
import dev.davit.core.model.ResumeToken;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a checkpoint was told, kept by the oracle itself: what it must still know after a crash, and
 * what it may know.
 */
final class Ledger {
  private final Map<RelativePath, Entry> durable = new HashMap<>();
  private final Map<RelativePath, Entry> fresh = new HashMap<>();
  private final Map<ObjectKey, ParkedUpload> parked = new HashMap<>();
  private final Set<ObjectKey> unparked = new HashSet<>();
  private final Set<ResumeToken> everParked = new HashSet<>();

  void recorded(Entry entry) {
    fresh.put(entry.path(), entry);
  }

  void parked(ParkedUpload upload) {
    flushed();
    parked.put(upload.key(), upload);
    everParked.add(upload.token());
  }

  void unparked(ObjectKey key) {
    unparked.add(key);
  }

  void flushed() {
    durable.putAll(fresh);
    fresh.clear();
    unparked.forEach(parked::remove);
    unparked.clear();
  }

  /** A crash: of what was not flushed nobody knows whether it was kept. */
  void crashed() {
    durable.keySet().removeAll(fresh.keySet());
    fresh.clear();
    unparked.forEach(parked::remove);
    unparked.clear();
  }

  /** Returns what is certainly remembered of a file. */
  Optional<Entry> entry(RelativePath path) {
    return Optional.ofNullable(durable.get(path));
  }

  /** Returns the upload to a key that is certainly remembered as unfinished. */
  Optional<ParkedUpload> parked(ObjectKey key) {
    return Optional.ofNullable(parked.get(key));
  }

  boolean wasParked(ResumeToken token) {
    return everParked.contains(token);
  }

  /** Returns a copy, as of now. */
  Ledger copy() {
    Ledger copy = new Ledger();
    copy.durable.putAll(durable);
    copy.parked.putAll(parked);
    return copy;
  }
}
