package dev.davit.core.usecase;

import dev.davit.core.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of files and folders that a scan left out, as long as objects of theirs may follow. A
 * folder's place in the order of keys is that of what is in it.
 */
final class LeftOut {
  private final List<ObjectKey> keys = new ArrayList<>();

  void add(ObjectKey key) {
    keys.add(key);
  }

  /** Tells whether a key is among them, or below one of them. */
  boolean contains(ObjectKey key) {
    return keys.stream()
        .anyMatch(each -> key.equals(each) || key.value().startsWith(each.value() + "/"));
  }

  /** Forgets those that cannot matter any more: neither they nor what is below follow this key. */
  void passed(ObjectKey key) {
    keys.removeIf(each -> ObjectKey.of(each.value() + "/\uDBFF\uDFFF").compareTo(key) < 0);
  }
}
