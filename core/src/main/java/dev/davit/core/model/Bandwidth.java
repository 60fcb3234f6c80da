package dev.davit.core.model;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes may be sent in a second, by the time of the week.
 *
 * @param rules each holds from its time until the next one's, the last one until the first; sorted;
 *     none for no limit
 */
public record Bandwidth(List<Rule> rules) {
  private static final Pattern RATE = Pattern.compile("(\\d{1,12})(b|[kmgt](?:i?b)?)");
  private static final int MINUTES_A_DAY = 24 * 60;

  /** Checks and copies. */
  public Bandwidth {
    rules = rules.stream().sorted((a, b) -> a.minute - b.minute).toList();
    if (rules.stream().map(Rule::minute).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("two limits begin at the same time");
    }
  }

  /**
   * One limit.
   *
   * @param minute of the week at which it begins, from 0 (Monday at midnight)
   * @param bytesPerSecond from 1; 0 for no limit
   */
  public record Rule(int minute, long bytesPerSecond) {}

  /** Returns no limit. */
  public static Bandwidth unlimited() {
    return new Bandwidth(List.of());
  }

  /**
   * Parses a limit as rclone writes it: {@code 10M}, or a timetable such as {@code 08:00,512k
   * 12:00,10M 23:00,off} or {@code Mon-08:00,1M Sat-00:00,off}, in the order of any. Units are
   * bytes per second in powers of 1024 and are not left out: {@code b}, {@code k}, {@code M},
   * {@code G}, {@code T}.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static Bandwidth parse(String text) {
    String limit = text.strip();
    if (!limit.contains(",")) {
      long rate = rate(limit);
      return rate == 0 ? unlimited() : new Bandwidth(List.of(new Rule(0, rate)));
    }
    List<Rule> rules = new ArrayList<>();
    for (String entry : limit.split("[\\s;]+")) {
      add(rules, entry);
    }
    return new Bandwidth(rules);
  }

  private static void add(List<Rule> rules, String entry) {
    String[] sides = entry.split(",", -1);
    if (sides.length != 2) {
      throw wrong(entry);
    }
    long rate = rate(sides[1]);
    int dash = sides[0].indexOf('-');
    int minute = minute(sides[0].substring(dash + 1), entry);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (dash < 0 || day == day(sides[0].substring(0, dash), entry)) {
        rules.add(new Rule((day.getValue() - 1) * MINUTES_A_DAY + minute, rate));
      }
    }
  }

  private static int minute(String text, String entry) {
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text).toSecondOfDay() / 60;
    } catch (DateTimeException e) {
      throw wrong(entry);
    }
  }

  private static DayOfWeek day(String text, String entry) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (text.length() >= 3 && day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw wrong(entry);
  }

  private static long rate(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("off")) {
      return 0;
    }
    Matcher form = RATE.matcher(lower);
    if (!form.matches()) {
      throw wrong(text);
    }
    int shift = 10 * ("kmgt".indexOf(form.group(2).charAt(0)) + 1);
    long number = Long.parseLong(form.group(1));
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      throw wrong(text);
    }
    return number << shift;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is no limit: write bytes per second with a unit, such as 512k, 10M or off, or"
            + " such limits with their times, such as \"08:00,512k 23:00,off\"");
  }

  /** Returns how many bytes may be sent in a second at some time; empty for any number. */
  public Optional<Long> at(LocalDateTime time) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    int minute =
        (time.getDayOfWeek().getValue() - 1) * MINUTES_A_DAY
            + time.toLocalTime().toSecondOfDay() / 60;
    Rule now = rules.getLast();
    for (Rule rule : rules) {
      now = rule.minute <= minute ? rule : now;
    }
    return Optional.of(now.bytesPerSecond).filter(rate -> rate > 0);
  }
}
