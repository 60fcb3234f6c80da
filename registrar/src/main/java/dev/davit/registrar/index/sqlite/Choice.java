package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.Reason;
import dev.davit.registrar.index.Status;
import java.util.List;
import java.util.Set;

/**
 * What a reference word chose.
 *
 * @param slice all that was chosen, before it is cut into pages
 * @param reason what to say if there is nothing
 * @param alternatives where else to look; those in the slice are skipped
 */
record Choice(
    Slice slice, Status status, Reason reason, List<String> relaxed, boolean alternatives) {
  /** More than anyone has. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  static Choice of(Slice slice) {
    return new Choice(slice, Status.OK, Reason.NO_MATCH, List.of(), false);
  }

  Choice or(Reason other) {
    return new Choice(slice, status, other, relaxed, alternatives);
  }

  Choice relaxing(String word) {
    return new Choice(slice, status, reason, List.of(word), true);
  }

  Choice ambiguous() {
    return new Choice(slice, Status.AMBIGUOUS, reason, relaxed, true);
  }

  Choice partial() {
    return new Choice(slice, Status.PARTIAL, reason, relaxed, alternatives);
  }

  Choice without(Set<Long> files) {
    return new Choice(slice.without(files), status, reason, relaxed, alternatives);
  }
}
