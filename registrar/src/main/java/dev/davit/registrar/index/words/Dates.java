package dev.davit.registrar.index.words;

import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.words.Moment.Given;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads days, weeks, months and years. */
final class Dates {
  private static final String BEFORE = "(?<![a-z0-9_.-])";
  private static final String MONTHS =
      "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
          + "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
  private static final String WEEKDAYS =
      "(?<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)day";
  private static final String MONTH_STARTS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAY_STARTS = "montuewedthufrisatsun";
  private static final String ZH_DAYS = "一二三四五六日";

  private interface Reading {
    Moment read(Matcher matcher, Dates dates);
  }

  private record Rule(Pattern pattern, Reading reading) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              BEFORE
                  + "(?<y>\\d{4}) ?[-/.年] ?(?<m>\\d{1,2}) ?[-/.月] ?(?<d>\\d{1,2})(?: ?[日号](?!志))?(?![0-9a-z_-])",
              (m, dates) -> dates.day(m, date(number(m, "y"), number(m, "m"), number(m, "d")))),
          rule(
              "(?<y>今|去|前)年(?<m>" + Numerals.ZH + ") ?月(?<d>" + Numerals.ZH + ") ?[日号]?",
              (m, dates) ->
                  dates.day(
                      m,
                      date(
                          dates.today().getYear() - "今去前".indexOf(m.group("y")),
                          number(m, "m"),
                          number(m, "d")))),
          rule(
              "(?<![0-9])(?<m>" + Numerals.ZH + ") ?月(?<d>" + Numerals.ZH + ")(?: ?[日号](?!志))?",
              (m, dates) -> dates.day(m, dates.pastDate(number(m, "m"), number(m, "d")))),
          rule(
              "(?<![0-9])(?<m>" + Numerals.ZH + ") ?月份?(?![0-9一二三四五六七八九十])",
              (m, dates) -> dates.monthOf(m, number(m, "m"))),
          rule(
              "(?<=\\b(?:in|since|before|during|after|of|from) )" + MONTHS + "(?![a-z]| [0-9])",
              (m, dates) -> dates.monthOf(m, english(m))),
          rule(
              "(?<![0-9月第])(?<d>" + Numerals.ZH + ") ?(?:号|日(?!志))(?!文件|码|楼|线)",
              (m, dates) -> dates.day(m, dates.pastDay(number(m, "d")))),
          rule(
              BEFORE
                  + MONTHS
                  + " (?<d>\\d{1,2})(?:st|nd|rd|th)?(?![0-9a-z:])(?:,? (?<y>\\d{4})(?![0-9]))?",
              (m, dates) -> dates.day(m, dates.englishDate(m))),
          rule(
              BEFORE
                  + "(?<d>\\d{1,2})(?:st|nd|rd|th)? (?:of )?"
                  + MONTHS
                  + "(?![a-z])(?:,? (?<y>\\d{4})(?![0-9]))?",
              (m, dates) -> dates.day(m, dates.englishDate(m))),
          rule(
              BEFORE + "(?<m>\\d{1,2})/(?<d>\\d{1,2})(?![0-9a-z/_-])",
              (m, dates) -> dates.day(m, dates.pastDate(number(m, "m"), number(m, "d")))),
          rule(
              "(?<=\\b(?:on|since|before|after|until) )the (?<d>\\d{1,2})(?:st|nd|rd|th)(?! ?[a-z\uE010-\uE015])",
              (m, dates) -> dates.day(m, dates.pastDay(number(m, "d")))),
          rule(
              "(?<which>上上|上|这|本)(?:个|一)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])?",
              (m, dates) -> dates.week(m, "本上".indexOf(m.group("which").replace('这', '本')))),
          rule(
              "(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])",
              (m, dates) -> dates.day(m, dates.pastWeekday(zhWeekday(m), true))),
          rule(
              "(?<which>上上|上|这|本)个?月(?!份?的?[0-9])",
              (m, dates) -> dates.month(m, "本上".indexOf(m.group("which").replace('这', '本')))),
          rule("(?<y>今|去)年", (m, dates) -> dates.year(m, "今去".indexOf(m.group("y")))),
          rule(
              "(?<n>" + Numerals.ZH + "|几) ?(?:天|日)(?:之前|以前|前)(?!面)",
              (m, dates) -> dates.daysAgo(m, ChronoUnit.DAYS)),
          rule(
              "(?<n>" + Numerals.ZH + "|几) ?(?:个)?(?:周|星期|礼拜)(?:之前|以前|前)(?!面)",
              (m, dates) -> dates.daysAgo(m, ChronoUnit.WEEKS)),
          rule("大前天", (m, dates) -> dates.daysBack(m, 3)),
          rule("前[天日]", (m, dates) -> dates.daysBack(m, 2)),
          rule("昨[天日]|昨(?=[早晨])", (m, dates) -> dates.daysBack(m, 1)),
          rule("今[天日]|今(?=[早晨])", (m, dates) -> dates.daysBack(m, 0)),
          rule(BEFORE + "(?:the )?day before yesterday(?:'s)?", (m, dates) -> dates.daysBack(m, 2)),
          rule(BEFORE + "yesterday(?:'s)?(?![a-z])", (m, dates) -> dates.daysBack(m, 1)),
          rule(BEFORE + "today(?:'s)?(?![a-z])", (m, dates) -> dates.daysBack(m, 0)),
          rule(BEFORE + "last week(?:'s)?(?![a-z])", (m, dates) -> dates.week(m, 1)),
          rule(BEFORE + "this week(?:'s)?(?![a-z])", (m, dates) -> dates.week(m, 0)),
          rule(BEFORE + "the week before last", (m, dates) -> dates.week(m, 2)),
          rule(BEFORE + "last month(?:'s)?(?![a-z])", (m, dates) -> dates.month(m, 1)),
          rule(BEFORE + "this month(?:'s)?(?![a-z])", (m, dates) -> dates.month(m, 0)),
          rule(BEFORE + "last year(?:'s)?(?![a-z])", (m, dates) -> dates.year(m, 1)),
          rule(BEFORE + "this year(?:'s)?(?![a-z])", (m, dates) -> dates.year(m, 0)),
          rule(
              BEFORE + "(?:(?<which>last|this) )?" + WEEKDAYS + "(?:'s)?(?![a-z])",
              (m, dates) ->
                  dates.day(m, dates.pastWeekday(enWeekday(m), !"last".equals(m.group("which"))))),
          rule(
              BEFORE + "(?<n>an?|" + Numerals.EN + ") days? ago",
              (m, dates) -> dates.daysAgo(m, ChronoUnit.DAYS)),
          rule(
              BEFORE + "(?<n>an?|" + Numerals.EN + ") weeks? ago",
              (m, dates) -> dates.daysAgo(m, ChronoUnit.WEEKS)));

  private final UserCalendar calendar;

  Dates(UserCalendar calendar) {
    this.calendar = calendar;
  }

  /** Reads a date that begins at a place. */
  Optional<Moment> at(String text, int place) {
    for (Rule rule : RULES) {
      Matcher matcher =
          rule.pattern().matcher(text).region(place, text.length()).useTransparentBounds(true);
      if (matcher.lookingAt()) {
        Optional<Moment> read = read(rule, matcher);
        if (read.isPresent()) {
          return read;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Moment> read(Rule rule, Matcher matcher) {
    try {
      return Optional.of(rule.reading().read(matcher, this));
    } catch (DateTimeException e) {
      return Optional.empty(); // there is no 30th of February
    }
  }

  LocalDate today() {
    return calendar.today();
  }

  private static Rule rule(String pattern, Reading reading) {
    return new Rule(Pattern.compile(pattern), reading);
  }

  private static int number(Matcher matcher, String group) {
    return Numerals.read(matcher.group(group)).orElse(0);
  }

  private static LocalDate date(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }

  private static int english(Matcher m) {
    return MONTH_STARTS.indexOf(m.group("month").substring(0, 3)) / 3 + 1;
  }

  private LocalDate englishDate(Matcher m) {
    int month = english(m);
    return m.group("y") == null
        ? pastDate(month, number(m, "d"))
        : date(number(m, "y"), month, number(m, "d"));
  }

  private LocalDate pastDate(int month, int day) {
    LocalDate thisYear = LocalDate.of(today().getYear(), month, day);
    return thisYear.isAfter(today()) ? thisYear.minusYears(1) : thisYear;
  }

  private LocalDate pastDay(int day) {
    LocalDate thisMonth = today().withDayOfMonth(1);
    return day > today().getDayOfMonth()
        ? thisMonth.minusMonths(1).withDayOfMonth(day)
        : thisMonth.withDayOfMonth(day);
  }

  private LocalDate pastWeekday(DayOfWeek weekday, boolean orToday) {
    int back = Math.floorMod(today().getDayOfWeek().getValue() - weekday.getValue(), 7);
    return today().minusDays(back == 0 && !orToday ? 7 : back);
  }

  private static DayOfWeek zhWeekday(Matcher m) {
    return DayOfWeek.of(ZH_DAYS.indexOf(m.group("weekday").replace('天', '日')) + 1);
  }

  private static DayOfWeek enWeekday(Matcher m) {
    return DayOfWeek.of(DAY_STARTS.indexOf(m.group("weekday").substring(0, 3)) / 3 + 1);
  }

  private Moment day(Matcher m, LocalDate day) {
    return Moment.day(m.start(), m.end(), day, Given.DATE);
  }

  private Moment daysBack(Matcher m, int days) {
    return Moment.day(m.start(), m.end(), today().minusDays(days), Given.WORD);
  }

  /** Weeks back; the week before last is written twice. */
  private Moment week(Matcher m, int back) {
    LocalDate monday = calendar.monday().minusWeeks(back < 0 ? 2 : back);
    boolean aDay = m.pattern().pattern().contains("weekday") && m.group("weekday") != null;
    return aDay
        ? Moment.day(m.start(), m.end(), monday.plusDays(zhWeekday(m).getValue() - 1L), Given.DATE)
        : Moment.days(m.start(), m.end(), monday, monday.plusWeeks(1), Given.WORD);
  }

  private Moment month(Matcher m, int back) {
    LocalDate first = today().withDayOfMonth(1).minusMonths(back < 0 ? 2 : back);
    return Moment.days(m.start(), m.end(), first, first.plusMonths(1), Given.WORD);
  }

  private Moment monthOf(Matcher m, int month) {
    LocalDate first = pastDate(month, 1);
    return Moment.days(m.start(), m.end(), first, first.plusMonths(1), Given.DATE);
  }

  private Moment year(Matcher m, int back) {
    LocalDate first = today().withDayOfYear(1).minusYears(back);
    return Moment.days(m.start(), m.end(), first, first.plusYears(1), Given.WORD);
  }

  private Moment daysAgo(Matcher m, ChronoUnit unit) {
    LocalDate day = today().minus(number(m, "n"), unit);
    return Moment.day(m.start(), m.end(), day, Given.DATE);
  }
}
