package dev.davit.registrar.index.words;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.OptionalInt;

/**
 * A day, a part of it, a clock time, or a longer stretch of days, as said.
 *
 * @param from where its words begin
 * @param to where they end
 * @param day the day it is of
 * @param given how the day was said
 * @param minute of the day, of a clock time
 * @param start local
 * @param end local, excluded
 */
record Moment(
    int from,
    int to,
    LocalDate day,
    Given given,
    OptionalInt minute,
    LocalDateTime start,
    LocalDateTime end) {

  /** How a day was said. */
  enum Given {
    /** Not at all: it is today. */
    NOT,
    /** As seen from today: yesterday. */
    WORD,
    /** By the calendar. */
    DATE
  }

  static Moment days(int from, int to, LocalDate first, LocalDate after, Given given) {
    return new Moment(
        from, to, first, given, OptionalInt.empty(), first.atStartOfDay(), after.atStartOfDay());
  }

  static Moment day(int from, int to, LocalDate day, Given given) {
    return days(from, to, day, day.plusDays(1), given);
  }

  /** Cuts the day to a stretch of hours, which may lead into the next day. */
  Moment hours(int first, int after, int end) {
    return new Moment(
        from,
        end,
        day,
        given,
        OptionalInt.empty(),
        day.atStartOfDay().plusHours(first),
        day.atStartOfDay().plusHours(after));
  }

  /** Names a minute of the day. */
  Moment clock(int minuteOfDay, int length, int end) {
    LocalDateTime at = day.atStartOfDay().plusMinutes(minuteOfDay);
    return new Moment(
        from, end, day, given, OptionalInt.of(minuteOfDay), at, at.plusMinutes(length));
  }

  /** The same clock time on the day of another. */
  Moment onDayOf(Moment other) {
    long shift = other.day.toEpochDay() - day.toEpochDay();
    return new Moment(
        from, to, other.day, other.given, minute, start.plusDays(shift), end.plusDays(shift));
  }

  /** The same clock time after noon. */
  Moment inTheAfternoon() {
    return new Moment(
        from,
        to,
        day,
        given,
        OptionalInt.of(minute.orElse(0) + 720),
        start.plusHours(12),
        end.plusHours(12));
  }

  Moment startingAt(int position) {
    return new Moment(position, to, day, given, minute, start, end);
  }
}
