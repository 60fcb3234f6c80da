package dev.davit.registrar.index.time;

import dev.davit.registrar.index.FileQuery;
import java.time.Instant;
import java.util.Optional;

/** Turns a query's time words into instants. */
public final class Ranges {
  private Ranges() {}

  /** Returns the window of a query. */
  public static Window window(FileQuery query, UserCalendar calendar) {
    Window named =
        query
            .timeRange()
            .map(range ->
                switch (range) {
                  case RECENT -> calendar.recent();
                  case TODAY -> calendar.untilNow(calendar.start(calendar.today()));
                  case YESTERDAY -> calendar.days(calendar.today().minusDays(1), calendar.today());
                  case THIS_WEEK -> calendar.untilNow(calendar.start(calendar.monday()));
                  case LAST_WEEK ->
                      calendar.days(calendar.monday().minusWeeks(1), calendar.monday());
                  case BEFORE ->
                      query.until().isPresent() ? Window.ALWAYS : Window.until(calendar.afterNow());
                  case AFTER, BETWEEN -> Window.ALWAYS;
                })
            .orElse(Window.ALWAYS);
    return new Window(later(named.since(), query.since()), earlier(named.until(), query.until()));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? one.filter(other.get()::isBefore).or(() -> other)
        : one.or(() -> other);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? one.filter(other.get()::isAfter).or(() -> other)
        : one.or(() -> other);
  }
}
