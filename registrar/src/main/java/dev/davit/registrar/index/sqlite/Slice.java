package dev.davit.registrar.index.sqlite;

import java.util.Optional;
import java.util.Set;

/**
 * A stretch of files in an order.
 *
 * @param excluded rows of files that are left out
 * @param after where the stretch before ended
 * @param end the last place that counts
 */
record Slice(
    Pool pool,
    Order order,
    Set<Long> excluded,
    long offset,
    int limit,
    Optional<Row.Place> after,
    Optional<Row.Place> end) {

  static Slice of(Pool pool, Order order, int limit) {
    return new Slice(pool, order, Set.of(), 0, limit, Optional.empty(), Optional.empty());
  }

  Slice without(Set<Long> files) {
    return new Slice(pool, order, Set.copyOf(files), offset, limit, after, end);
  }

  Slice from(long first) {
    return new Slice(pool, order, excluded, first, limit, after, end);
  }

  Slice limited(int most) {
    return new Slice(pool, order, excluded, offset, most, after, end);
  }

  Slice in(Pool other) {
    return new Slice(other, order, excluded, offset, limit, after, end);
  }

  Slice after(Row.Place place) {
    return new Slice(pool, order, excluded, 0, limit, Optional.of(place), end);
  }

  Slice upTo(Optional<Row.Place> place) {
    return new Slice(pool, order, excluded, offset, limit, after, place);
  }
}
