package dev.davit.registrar.index.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Days and weeks as a user sees them at some moment. Days have as many hours as the zone's rules
 * give them. What lasts until now includes now: instants are whole milliseconds.
 */
public record UserCalendar(Instant now, ZoneId zone) {
  /** How long something counts as recent. */
  public static final Duration RECENT = Duration.ofMinutes(5);

  private static final Duration TICK = Duration.ofMillis(1);

  /** Cuts the moment to milliseconds. */
  public UserCalendar {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns the local day. */
  public LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  /** Returns the Monday of this week. */
  public LocalDate monday() {
    return today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** Returns the first moment of a day. */
  public Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** Returns the moment at which local clocks show this. */
  public Instant at(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  /** Returns the end of what includes now. */
  public Instant afterNow() {
    return now.plus(TICK);
  }

  /** Returns whole days: the last is not included. */
  public Window days(LocalDate from, LocalDate to) {
    return Window.between(start(from), start(to));
  }

  /** Returns what began then and lasts until now. */
  public Window untilNow(Instant since) {
    return Window.between(since, afterNow());
  }

  /** Returns the last minutes. */
  public Window recent() {
    return untilNow(now.minus(RECENT));
  }

  /** Returns the last while: hours and less are exact, days and more keep the wall clock. */
  public Window last(long amount, ChronoUnit unit) {
    return untilNow(back(amount, unit));
  }

  /**
   * Returns the moment a while ago: hours and less are exact, days and more keep the wall clock.
   */
  public Instant back(long amount, ChronoUnit unit) {
    return unit.isDateBased()
        ? ZonedDateTime.ofInstant(now, zone).minus(amount, unit).toInstant()
        : now.minus(amount, unit);
  }
}
