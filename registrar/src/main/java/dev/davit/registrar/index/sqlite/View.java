package dev.davit.registrar.index.sqlite;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * From where a session is looked at.
 *
 * @param turn later turns are not seen; absent if there are none
 * @param snapshot later events are not seen, but for deletions; absent if there are none
 */
record View(SessionRow session, OptionalInt turn, OptionalLong snapshot) {

  static View of(SessionRow session, OptionalInt turn, OptionalLong snapshot) {
    boolean later = turn.isPresent() && session.maxTurn() > turn.getAsInt();
    boolean changed = snapshot.isPresent() && session.nextSeq() - 1 > snapshot.getAsLong();
    return new View(
        session, later ? turn : OptionalInt.empty(), changed ? snapshot : OptionalLong.empty());
  }

  boolean restricted() {
    return turn.isPresent() || snapshot.isPresent();
  }

  /** Is an event seen? Begins with AND; empty if all are. */
  Sql sees(String event) {
    Sql sees = new Sql();
    if (turn.isPresent()) {
      sees.add(" AND (" + event + ".turn IS NULL OR " + event + ".turn <= ?)", turn.getAsInt());
    }
    if (snapshot.isPresent()) {
      sees.add(" AND " + event + ".seq <= ?", snapshot.getAsLong());
    }
    return sees;
  }

  /** Is file {@code f} there, now and as far as is seen? */
  Sql live() {
    Sql live = new Sql().add("f.deleted_ms IS NULL");
    if (restricted()) {
      live.add(" AND (SELECT x.op FROM event x WHERE x.file = f.id").add(sees("x"));
      live.add(" ORDER BY x.at_ms DESC, x.seq DESC LIMIT 1) = 1");
    }
    return live;
  }

  /** The newest version that is seen of file {@code f}. */
  Sql headVersion() {
    return head("version", "f.head_version");
  }

  /** The turn of the last upload that is seen of file {@code f}. */
  Sql headTurn() {
    return head("turn", "f.head_turn");
  }

  private Sql head(String column, String unrestricted) {
    if (!restricted()) {
      return new Sql().add(unrestricted);
    }
    return new Sql()
        .add("(SELECT x." + column + " FROM event x WHERE x.file = f.id AND x.op = 1")
        .add(sees("x"))
        .add(" ORDER BY x.at_ms DESC, x.seq DESC LIMIT 1)");
  }
}
