package dev.davit.registrar.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which files. Filters come first (type, names, time, turn of the upload), then the reference.
 *
 * @param count how many, 1 to 100
 * @param index for {@link Reference#NTH}: 1 is the first, -1 the last
 * @param fileTypes families or extensions; any may match. Those with a {@code !} before them are
 *     left out
 * @param names base names, whatever their case; any may match
 * @param turnFilter only uploads of this turn
 * @param turn the current turn: later ones are not seen
 * @param pageSize 1 to 100
 * @param cursor continues an answer
 */
public record FileQuery(
    Reference reference,
    OptionalInt count,
    OptionalInt index,
    Scope scope,
    List<String> fileTypes,
    List<String> names,
    Optional<TimeRange> timeRange,
    Optional<Instant> since,
    Optional<Instant> until,
    OptionalInt turnFilter,
    OptionalInt turn,
    VersionSelector version,
    int pageSize,
    Optional<String> cursor) {

  /** The most that can be counted, named, or put on a page. */
  public static final int MOST = 100;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if something is out of its range or missing
   */
  public FileQuery {
    check(in(count, 1, MOST), "count is 1 to 100");
    check(pageSize >= 1 && pageSize <= MOST, "page_size is 1 to 100");
    check(in(turn, 0, Integer.MAX_VALUE), "turn is not negative");
    check(in(turnFilter, 0, Integer.MAX_VALUE), "turn_filter is not negative");
    check(
        reference != Reference.NTH || index.orElse(0) != 0,
        "nth needs an index: 1 is the first, -1 the last");
    check(index.orElse(0) != Integer.MIN_VALUE, "index is out of range");
    TimeRange range = timeRange.orElse(TimeRange.BEFORE);
    check(
        (range != TimeRange.AFTER && range != TimeRange.BETWEEN) || since.isPresent(),
        "this time_range needs since");
    check(range != TimeRange.BETWEEN || until.isPresent(), "between needs until");
    fileTypes = List.copyOf(fileTypes);
    names = List.copyOf(names);
    check(fileTypes.size() <= MOST && names.size() <= MOST, "too many file types or names");
  }

  private static boolean in(OptionalInt value, int min, int max) {
    return value.isEmpty() || (value.getAsInt() >= min && value.getAsInt() <= max);
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Starts with everything, in pages of 20. */
  public static FileQueryBuilder builder() {
    return new FileQueryBuilder();
  }

  /** Starts with this query. */
  public FileQueryBuilder toBuilder() {
    return new FileQueryBuilder(this);
  }
}
