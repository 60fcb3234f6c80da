package dev.davit.registrar.index.words;

import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.words.Moment.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds days, parts of days and clock times in words. */
final class Moments {
  private static final Pattern ZH_PART =
      Pattern.compile(
          "(?<night>昨晚(?:上(?!传))?|昨夜)|(?<tonight>今晚(?:上(?!传))?|今夜)|(?<eve>前晚)"
              + "|(?<small>凌晨)|(?<am>(?<!最)早上(?!传)|早晨|清晨|上午|早间|(?<![最之提])早(?=上传|传|发))|(?<noon>中午)"
              + "|(?<pm>下午|午后)|(?<late>晚上(?!传)|傍晚|夜里|晚间|晚(?=上传))");
  private static final Pattern ZH_CLOCK =
      Pattern.compile(
          "(?<h>[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}) ?(?:点(?!建议|问题|意见|要求|内容|理由|原因|看法)钟?|时(?!候|间|区|段))"
              + "(?:(?<half>半)|(?<quarter>[一三])刻|(?<m>[0-9]{1,2}|[零一二三四五六七八九十]{1,3})(?:分|(?![0-9个张份天])))?"
              + "|(?<![0-9:.-])(?<h2>[0-9]{1,2}):(?<m2>[0-9]{2})(?::[0-9]{2})?(?![0-9:]| ?[ap]\\.?m)");
  private static final Pattern EN_CLOCK =
      Pattern.compile(
          "(?<![a-z0-9_.:-])(?:(?<h>[0-9]{1,2})(?::(?<m>[0-9]{2}))? ?(?<half>am|pm|a\\.m\\.?|p\\.m\\.?)(?![a-z])"
              + "|(?<h2>[0-9]{1,2}):(?<m2>[0-9]{2})(?![0-9:])|(?<h3>[0-9]{1,2}) o'?clock"
              + "|(?<noon>noon)(?![a-z])|(?<midnight>midnight)(?![a-z]))");
  private static final Pattern EN_PART =
      Pattern.compile(
          "(?<![a-z])(?:(?<night>last night)|(?<tonight>tonight)"
              + "|(?:(?:this|in the|the) )?(?:(?<am>morning)|(?<pm>afternoon)|(?<late>evening|night)))(?:'s)?(?![a-z])");
  private static final Pattern GLUE = Pattern.compile("的?[ ,]*(?:(?:at|on|in the) )?");

  private final UserCalendar calendar;
  private final Dates dates;

  Moments(UserCalendar calendar) {
    this.calendar = calendar;
    dates = new Dates(calendar);
  }

  List<Moment> in(String text) {
    List<Moment> moments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      Optional<Moment> moment = at(text, at);
      moment.ifPresent(moments::add);
      at = moment.map(Moment::to).orElse(at + 1);
    }
    return moments;
  }

  private Optional<Moment> at(String text, int place) {
    Optional<Moment> date = dates.at(text, place);
    if (date.isEmpty()) {
      return bare(text, place);
    }
    Moment day = date.get();
    if (!day.end().equals(day.start().plusDays(1))) {
      return date;
    }
    int next = afterGlue(text, day.to());
    Optional<Moment> finer = partAndClock(text, next, day);
    return finer.isPresent() ? finer : date;
  }

  private Optional<Moment> bare(String text, int place) {
    Moment today = Moment.day(place, place, calendar.today(), Given.NOT);
    Optional<Moment> moment = partAndClock(text, place, today);
    if (moment.isEmpty() || moment.get().minute().isEmpty()) {
      return moment;
    }
    // 9am yesterday
    Optional<Moment> day = dates.at(text, afterGlue(text, moment.get().to()));
    return day.filter(Moments::isDay).isPresent() && text.charAt(day.get().from()) < 0x80
        ? Optional.of(
            partAndClock(text, place, day.get().startingAt(place))
                .map(m -> m.clock(m.minute().orElse(0), length(m), day.get().to()))
                .orElseThrow())
        : moment;
  }

  private static boolean isDay(Moment moment) {
    return moment.end().equals(moment.start().plusDays(1));
  }

  private static int length(Moment moment) {
    return (int) Duration.between(moment.start(), moment.end()).toMinutes();
  }

  private static int afterGlue(String text, int place) {
    Matcher glue = GLUE.matcher(text).region(place, text.length());
    return glue.lookingAt() ? glue.end() : place;
  }

  private Optional<Moment> partAndClock(String text, int place, Moment day) {
    Matcher part = look(ZH_PART, text, place);
    if (part.lookingAt()) {
      Moment hours = zhPart(part, day);
      Optional<Moment> clock = zhClock(text, part.end(), hours, part);
      return Optional.of(clock.orElse(hours));
    }
    Optional<Moment> clock = zhClock(text, place, day, part);
    if (clock.isEmpty()) {
      clock = enClock(text, place, day);
    }
    if (clock.isPresent()) {
      return clock;
    }
    Matcher english = look(EN_PART, text, place);
    return english.lookingAt() ? Optional.of(enPart(english, day)) : Optional.empty();
  }

  private static Matcher look(Pattern pattern, String text, int place) {
    return pattern.matcher(text).region(place, text.length()).useTransparentBounds(true);
  }

  private static boolean has(Matcher matcher, String group) {
    return matcher.group(group) != null;
  }

  private Moment back(Moment moment, int days) {
    return Moment.day(moment.from(), moment.to(), calendar.today().minusDays(days), Given.WORD);
  }

  private Moment zhPart(Matcher part, Moment day) {
    int end = part.end();
    if (has(part, "night")) {
      return back(day, 1).hours(18, 30, end);
    }
    if (has(part, "tonight")) {
      return back(day, 0).hours(18, 30, end);
    }
    if (has(part, "eve")) {
      return back(day, 2).hours(18, 30, end);
    }
    if (has(part, "small")) {
      return day.hours(0, 6, end);
    }
    if (has(part, "am")) {
      return day.hours(0, 12, end);
    }
    if (has(part, "noon")) {
      return day.hours(11, 13, end);
    }
    return has(part, "pm") ? day.hours(12, 18, end) : day.hours(18, 24, end);
  }

  private Moment enPart(Matcher part, Moment day) {
    int end = part.end();
    if (has(part, "night")) {
      return back(day, 1).hours(18, 30, end);
    }
    if (has(part, "tonight")) {
      return back(day, 0).hours(18, 30, end);
    }
    if (has(part, "am")) {
      return day.hours(0, 12, end);
    }
    return has(part, "pm") ? day.hours(12, 18, end) : day.hours(18, 24, end);
  }

  private static Optional<Moment> zhClock(String text, int place, Moment day, Matcher part) {
    Matcher clock = look(ZH_CLOCK, text, place);
    if (!clock.lookingAt()) {
      return Optional.empty();
    }
    boolean digits = has(clock, "h2");
    int hour = Numerals.read(clock.group(digits ? "h2" : "h")).orElse(0);
    int minute = 0;
    int length = 60;
    if (has(clock, "half")) {
      minute = 30;
      length = 1;
    } else if (has(clock, "quarter")) {
      minute = 15 * Numerals.read(clock.group("quarter")).orElse(0);
      length = 1;
    } else if (digits || has(clock, "m")) {
      minute = Numerals.read(clock.group(digits ? "m2" : "m")).orElse(0);
      length = 1;
    }
    boolean saidPart = part.hasMatch();
    if (saidPart && hour <= 12) {
      hour = hourOf(part, hour);
    }
    return hour > 24 || minute > 59
        ? Optional.empty()
        : Optional.of(day.clock(hour * 60 + minute, length, clock.end()));
  }

  private static int hourOf(Matcher part, int hour) {
    boolean late =
        has(part, "late") || has(part, "night") || has(part, "tonight") || has(part, "eve");
    if (late) {
      return hour == 12 ? 24 : hour < 5 && !has(part, "late") ? hour + 24 : hour + 12;
    }
    if (has(part, "pm") || (has(part, "noon") && hour < 11)) {
      return hour == 12 ? 12 : hour + 12;
    }
    return has(part, "small") && hour == 12 ? 0 : hour;
  }

  private static Optional<Moment> enClock(String text, int place, Moment day) {
    Matcher clock = look(EN_CLOCK, text, place);
    if (!clock.lookingAt()) {
      return Optional.empty();
    }
    if (has(clock, "noon") || has(clock, "midnight")) {
      return Optional.of(day.clock(has(clock, "noon") ? 720 : 0, 60, clock.end()));
    }
    String written = has(clock, "h") ? "h" : has(clock, "h2") ? "h2" : "h3";
    int hour = Integer.parseInt(clock.group(written));
    String minutes = written.equals("h3") ? null : clock.group(written.equals("h") ? "m" : "m2");
    int minute = minutes == null ? 0 : Integer.parseInt(minutes);
    if (has(clock, "half")) {
      hour = hour % 12 + (clock.group("half").startsWith("p") ? 12 : 0);
    }
    return hour > 24 || minute > 59
        ? Optional.empty()
        : Optional.of(day.clock(hour * 60 + minute, minutes == null ? 60 : 1, clock.end()));
  }
}
