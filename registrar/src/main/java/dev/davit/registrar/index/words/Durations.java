package dev.davit.registrar.index.words;

import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long ago something was, and since how long. */
final class Durations {
  private static final Pattern DURATION_ZH =
      Pattern.compile(
          "(?:(?<last>最近|过去|近|这)的?|(?<within>(?="
              + Numerals.ZH
              + "|半)))(?<n>"
              + Numerals.ZH
              + "|半|几)? ?个?(?<half>半)?(?<unit>分钟|小时|钟头|天|日|周|星期|礼拜|月|年)(?<in>以内|之内|内|里|以来|来|间)?");
  private static final Pattern DURATION_EN =
      Pattern.compile(
          "(?<![a-z])(?:(?:in|within|during|over|for|from) )?(?:the )?(?:(?<last>last|past|previous) (?:(?<n>"
              + Numerals.EN
              + "|half an?) )?|(?<=within )(?:the )?(?<n2>an?|"
              + Numerals.EN
              + "|half an?) )(?<unit>second|minute|min|hour|hr|day|week|month|year)s?(?![a-z])");
  private static final Pattern AGO_ZH =
      Pattern.compile(
          "(?<n>" + Numerals.ZH + "|半|几) ?个?(?<half>半)?(?<unit>分钟|小时|钟头)(?<dir>之前|以前|前)(?!面)");
  private static final Pattern AGO_EN =
      Pattern.compile(
          "(?<![a-z])(?:(?<before>before|more than|over) )?(?<n>half an?|an?|"
              + Numerals.EN
              + ") (?<unit>minute|min|hour|hr)s? ago");
  private final UserCalendar calendar;

  Durations(UserCalendar calendar) {
    this.calendar = calendar;
  }

  Optional<TimeWords.Timed> find(String text) {
    return ago(text).or(() -> duration(text));
  }

  private Optional<TimeWords.Timed> ago(String text) {
    Matcher zh = AGO_ZH.matcher(text);
    if (zh.find()) {
      Duration back = length(zh.group("n"), zh.group("half") != null, unit(zh.group("unit")));
      boolean until = !zh.group("dir").equals("前");
      return Optional.of(TimeWords.cut(around(back, until), text, zh.start(), zh.end()));
    }
    Matcher en = AGO_EN.matcher(text);
    if (en.find()) {
      Duration back = length(en.group("n"), false, unit(en.group("unit")));
      return Optional.of(
          TimeWords.cut(around(back, en.group("before") != null), text, en.start(), en.end()));
    }
    return Optional.empty();
  }

  /** People who say how long ago do not look at the clock. */
  private Window around(Duration back, boolean until) {
    Instant at = calendar.now().minus(back);
    if (until) {
      return Window.until(at);
    }
    Duration half = back.dividedBy(2);
    Duration slack = half.compareTo(Duration.ofMinutes(30)) > 0 ? Duration.ofMinutes(30) : half;
    return Window.between(at.minus(slack), at.plus(slack));
  }

  private static Duration length(String number, boolean andHalf, ChronoUnit unit) {
    if (number.equals("半") || number.startsWith("half")) {
      return unit.getDuration().dividedBy(2);
    }
    Duration whole = unit.getDuration().multipliedBy(Numerals.read(number).orElse(1));
    return andHalf ? whole.plus(unit.getDuration().dividedBy(2)) : whole;
  }

  private Optional<TimeWords.Timed> duration(String text) {
    Matcher zh = DURATION_ZH.matcher(text);
    while (zh.find()) {
      boolean last = zh.group("last") != null;
      boolean counted = zh.group("n") != null || zh.group("half") != null;
      if (counted
          && (last
              ? !"这".equals(zh.group("last")) || "几".equals(zh.group("n"))
              : zh.group("in") != null)) {
        String number = zh.group("n") == null ? "半" : zh.group("n");
        return Optional.of(
            TimeWords.cut(
                last(
                    number,
                    zh.group("half") != null && zh.group("n") != null,
                    unit(zh.group("unit"))),
                text,
                zh.start(),
                zh.end()));
      }
    }
    Matcher en = DURATION_EN.matcher(text);
    if (en.find()) {
      String number = en.group("n") == null ? en.group("n2") : en.group("n");
      return Optional.of(
          TimeWords.cut(
              last(number == null ? "1" : number, false, unit(en.group("unit"))),
              text,
              en.start(),
              en.end()));
    }
    return Optional.empty();
  }

  private Window last(String number, boolean andHalf, ChronoUnit unit) {
    if (!unit.isDateBased()) {
      return calendar.untilNow(calendar.now().minus(length(number, andHalf, unit)));
    }
    boolean half = number.equals("半") || number.startsWith("half");
    return half && unit == ChronoUnit.DAYS
        ? calendar.last(12, ChronoUnit.HOURS)
        : half && unit == ChronoUnit.YEARS
            ? calendar.last(6, ChronoUnit.MONTHS)
            : half
                ? calendar.last(15, ChronoUnit.DAYS)
                : calendar.last(Numerals.read(number).orElse(1), unit);
  }

  private static ChronoUnit unit(String word) {
    return switch (word) {
      case "second" -> ChronoUnit.SECONDS;
      case "分钟", "minute", "min" -> ChronoUnit.MINUTES;
      case "小时", "钟头", "hour", "hr" -> ChronoUnit.HOURS;
      case "天", "日", "day" -> ChronoUnit.DAYS;
      case "周", "星期", "礼拜", "week" -> ChronoUnit.WEEKS;
      case "月", "month" -> ChronoUnit.MONTHS;
      default -> ChronoUnit.YEARS;
    };
  }
}
