package dev.davit.local.state;

import dev.davit.core.model.Entry;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.ParkedUpload;
import dev.davit.core.model.Registration;
import dev.davit.core.model.RelativePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one transaction will write. Of a path or key only the last word counts; the outbox's changes
 * stay in their order. Guarded by its owner's lock until it is taken for writing, unchanged then.
 */
final class Batch {
  final Map<RelativePath, LastWord<Entry>> files = new HashMap<>();
  final Map<ObjectKey, LastWord<ParkedUpload>> parked = new HashMap<>();
  final Map<String, String> meta = new HashMap<>();
  final List<OutboxChange> outbox = new ArrayList<>();

  int size() {
    return files.size() + parked.size() + meta.size() + outbox.size();
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /**
   * What a path or key is to have.
   *
   * @param value empty if nothing
   */
  record LastWord<T>(Optional<T> value) {
    static <T> LastWord<T> of(T value) {
      return new LastWord<>(Optional.of(value));
    }

    static <T> LastWord<T> none() {
      return new LastWord<>(Optional.empty());
    }
  }

  /** A change of the outbox. */
  sealed interface OutboxChange {
    record Add(Registration registration) implements OutboxChange {}

    record Deliver(List<String> ids) implements OutboxChange {}

    record Postpone(String id, Instant until, String error) implements OutboxChange {}

    record Bury(String id, String error) implements OutboxChange {}

    record Revive(List<String> ids) implements OutboxChange {}

    record Drop(List<String> ids) implements OutboxChange {}
  }
}
