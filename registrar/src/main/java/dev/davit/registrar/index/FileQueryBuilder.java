package dev.davit.registrar.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a {@link FileQuery}. */
public final class FileQueryBuilder {
  private Reference reference = Reference.ALL;
  private OptionalInt count = OptionalInt.empty();
  private OptionalInt index = OptionalInt.empty();
  private Scope scope = Scope.AUTO;
  private List<String> fileTypes = List.of();
  private List<String> names = List.of();
  private Optional<TimeRange> timeRange = Optional.empty();
  private Optional<Instant> since = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private OptionalInt turnFilter = OptionalInt.empty();
  private OptionalInt turn = OptionalInt.empty();
  private VersionSelector version = VersionSelector.HEAD;
  private int pageSize = 20;
  private Optional<String> cursor = Optional.empty();

  FileQueryBuilder() {}

  FileQueryBuilder(FileQuery query) {
    reference = query.reference();
    count = query.count();
    index = query.index();
    scope = query.scope();
    fileTypes = query.fileTypes();
    names = query.names();
    timeRange = query.timeRange();
    since = query.since();
    until = query.until();
    turnFilter = query.turnFilter();
    turn = query.turn();
    version = query.version();
    pageSize = query.pageSize();
    cursor = query.cursor();
  }

  /** Says which are meant. */
  public FileQueryBuilder reference(Reference value) {
    reference = value;
    return this;
  }

  /** Says how many. */
  public FileQueryBuilder count(int value) {
    count = OptionalInt.of(value);
    return this;
  }

  /** Says which one by counting. */
  public FileQueryBuilder index(int value) {
    index = OptionalInt.of(value);
    return this;
  }

  /** Says where counting starts. */
  public FileQueryBuilder scope(Scope value) {
    scope = value;
    return this;
  }

  /** Keeps only these families or extensions. */
  public FileQueryBuilder fileTypes(List<String> value) {
    fileTypes = value;
    return this;
  }

  /** Keeps only files with these base names. */
  public FileQueryBuilder names(List<String> value) {
    names = value;
    return this;
  }

  /** Keeps only what was uploaded in a window with a name. */
  public FileQueryBuilder timeRange(TimeRange value) {
    timeRange = Optional.of(value);
    return this;
  }

  /** Keeps only what was uploaded then or later. */
  public FileQueryBuilder since(Instant value) {
    since = Optional.of(value);
    return this;
  }

  /** Keeps only what was uploaded earlier. */
  public FileQueryBuilder until(Instant value) {
    until = Optional.of(value);
    return this;
  }

  /** Keeps only what was uploaded in a turn. */
  public FileQueryBuilder turnFilter(int value) {
    turnFilter = OptionalInt.of(value);
    return this;
  }

  /** Says what the current turn is. */
  public FileQueryBuilder turn(int value) {
    turn = OptionalInt.of(value);
    return this;
  }

  /** Asks for another version than the newest. */
  public FileQueryBuilder version(VersionSelector value) {
    version = value;
    return this;
  }

  /** Says how many come at once. */
  public FileQueryBuilder pageSize(int value) {
    pageSize = value;
    return this;
  }

  /** Continues an answer. */
  public FileQueryBuilder cursor(String value) {
    cursor = Optional.of(value);
    return this;
  }

  /**
   * Makes the query.
   *
   * @throws IllegalArgumentException as {@link FileQuery} says
   */
  public FileQuery build() {
    return new FileQuery(
        reference,
        count,
        index,
        scope,
        fileTypes,
        names,
        timeRange,
        since,
        until,
        turnFilter,
        turn,
        version,
        pageSize,
        cursor);
  }
}
