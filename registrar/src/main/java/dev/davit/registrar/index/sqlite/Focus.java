package dev.davit.registrar.index.sqlite;

import java.util.Optional;
import java.util.OptionalInt;

/** What is current: nothing, one file, or all files whose last upload is of one turn. */
sealed interface Focus {

  /** Nothing. */
  record Nothing() implements Focus {}

  /** One file, by row. */
  record One(long file) implements Focus {}

  /** A batch. */
  record Turn(int turn) implements Focus {}

  /** Decides by the newest file of the session. */
  static Focus of(Optional<Row> newest, OptionalInt turn, long nowMillis, long recentMillis) {
    if (newest.isEmpty()) {
      return new Nothing();
    }
    OptionalInt its = newest.get().hit().turn();
    if (turn.isEmpty() || its.isEmpty()) {
      return new One(newest.get().file());
    }
    boolean fresh =
        its.getAsInt() >= turn.getAsInt() - 1
            || nowMillis - newest.get().hit().uploadedAt().toEpochMilli() <= recentMillis;
    return fresh ? new Turn(its.getAsInt()) : new Nothing();
  }
}
