package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Reason;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Says what a reference word means among the files that pass the filters. */
final class Chooser {
  private static final int USUAL = 2;

  private final Candidates files;
  private final FileQuery query;
  private final int batchTurn;
  private final Set<Long> taken;

  /**
   * Chooses for a query.
   *
   * @param taken what earlier mentions of the same sentence took
   */
  Chooser(Candidates files, FileQuery query, Focus focus, Set<Long> taken) {
    this.files = files;
    this.query = query;
    this.batchTurn = focus instanceof Focus.Turn batch ? batch.turn() : -1;
    this.taken = taken;
  }

  Choice choose() throws SQLException {
    Reference reference = query.reference();
    boolean several = query.count().orElse(1) > 1;
    return counted(
        switch (reference) {
          case ALL -> Choice.of(newest(Pool.ALL, query.count().orElse(Choice.UNLIMITED)));
          case THIS -> several ? these() : Choice.of(newest(Pool.ALL, 1));
          case THE -> the();
          case THAT -> several ? those() : away(1);
          case THESE -> these();
          case THOSE -> those();
          case PREVIOUS -> previous();
          case OTHER -> other();
          case FIRST -> first();
          case LAST -> Choice.of(newest(Pool.ALL, query.count().orElse(1)));
          case NTH -> nth();
        });
  }

  private Slice newest(Pool pool, int limit) {
    boolean named = query.names().size() > 1 && query.reference() == Reference.ALL;
    return Slice.of(pool, named ? Order.MENTION : Order.NEWEST, limit);
  }

  private Choice the() throws SQLException {
    int wanted = query.count().orElse(1);
    Choice choice = Choice.of(newest(Pool.ALL, wanted));
    return more(choice.slice(), wanted) ? choice.ambiguous() : choice;
  }

  private boolean more(Slice slice, int than) throws SQLException {
    return files.first(slice.from(than)).isPresent();
  }

  private Choice these() throws SQLException {
    if (query.count().isPresent()) {
      return Choice.of(newest(Pool.ALL, query.count().getAsInt()));
    }
    Slice batch = newest(Pool.FOCUS, Choice.UNLIMITED);
    return Choice.of(more(batch, 1) ? batch : newest(Pool.ALL, USUAL));
  }

  private Choice those() throws SQLException {
    if (query.count().isPresent()) {
      return away(query.count().getAsInt());
    }
    boolean batchIsAway = batchTurn >= 0 && batchTurn != query.turn().orElse(-1);
    Slice batch = newest(Pool.FOCUS, Choice.UNLIMITED).without(taken);
    return batchIsAway && more(batch, 1) ? Choice.of(batch) : away(USUAL);
  }

  private Choice away(int limit) throws SQLException {
    return fallingBack(newest(Pool.AWAY, limit));
  }

  private Choice previous() throws SQLException {
    return fallingBack(newest(Pool.OUTSIDE, query.count().orElse(Choice.UNLIMITED)));
  }

  /** Takes the word less strictly if nothing is left, but never what was taken. */
  private Choice fallingBack(Slice slice) throws SQLException {
    Slice strict = slice.without(taken);
    Choice choice = Choice.of(strict).or(taken.isEmpty() ? Reason.NO_MATCH : Reason.NO_OTHER);
    if (files.first(strict).isPresent()) {
      return choice;
    }
    Slice loose = strict.in(Pool.ALL);
    return files.first(loose).isPresent()
        ? Choice.of(loose).relaxing(query.reference().word())
        : choice;
  }

  private Choice other() throws SQLException {
    Set<Long> known = taken;
    if (known.isEmpty()) {
      Optional<Row> newest = files.first(newest(Pool.ALL, 1));
      known = newest.map(row -> Set.of(row.file())).orElse(Set.of());
    }
    Choice choice =
        Choice.of(newest(Pool.ALL, query.count().orElse(1)).without(known)).or(Reason.NO_OTHER);
    return query.count().isEmpty() && more(choice.slice(), 1) ? choice.ambiguous() : choice;
  }

  private Choice first() throws SQLException {
    int wanted = query.count().orElse(1);
    return Choice.of(oldest(wanted, wanted)).or(Reason.OUT_OF_RANGE);
  }

  private Choice nth() throws SQLException {
    int index = query.index().orElseThrow();
    long skipped = Math.abs((long) index) - 1;
    Slice slice = oldest((int) Math.min(skipped + 1, Choice.UNLIMITED), 1);
    if (index < 0) {
      slice = Slice.of(slice.pool(), Order.NEWEST, 1);
    }
    return Choice.of(slice.from(skipped)).or(Reason.OUT_OF_RANGE);
  }

  private Slice oldest(int needed, int limit) throws SQLException {
    return inBatch(needed)
        ? Slice.of(Pool.FOCUS, Order.POSITION, limit)
        : Slice.of(Pool.ALL, Order.FIRST, limit);
  }

  private boolean inBatch(int needed) throws SQLException {
    return switch (query.scope()) {
      case FOCUS -> true;
      case SESSION -> false;
      case AUTO -> !filteredByEvents() && more(newest(Pool.FOCUS, 1), Math.max(USUAL, needed) - 1);
    };
  }

  private boolean filteredByEvents() {
    return query.timeRange().isPresent()
        || query.since().isPresent()
        || query.until().isPresent()
        || query.turnFilter().isPresent()
        || !query.names().isEmpty();
  }

  /** Says so if an explicit count was not met. */
  private Choice counted(Choice choice) throws SQLException {
    int wanted = choice.slice().limit();
    boolean explicit = query.count().isPresent() && query.reference() != Reference.NTH;
    if (!explicit || choice.status() == Status.AMBIGUOUS) {
      return choice;
    }
    return more(choice.slice(), wanted - 1) ? choice : choice.partial();
  }
}
