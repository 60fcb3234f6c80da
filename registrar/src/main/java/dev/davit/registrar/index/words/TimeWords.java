package dev.davit.registrar.index.words;

import dev.davit.registrar.index.time.UserCalendar;
import dev.davit.registrar.index.time.Window;
import dev.davit.registrar.index.words.Moment.Given;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the time phrase of a mention and takes it out. */
final class TimeWords {
  private static final String MEASURES = "[个张份条段部篇幅本封套只]";
  private static final Pattern AND =
      Pattern.compile("[ ,]*(?:到|至|直到|~|–|—|-|和|与|跟|and|to|until|till|through)[ ,]*");
  private static final Pattern BETWEEN_BEFORE =
      Pattern.compile("(?:between|from|从|自|在) ?(?:the )?$");
  private static final Pattern BETWEEN_AFTER = Pattern.compile("^ ?(?:之间|期间|这段时间)");
  private static final Pattern BEFORE_ZH = Pattern.compile("^的?(?:之前|以前|前(?![面一两几0-9]))");
  private static final Pattern AFTER_ZH = Pattern.compile("^的?(?:之后|以后|过后|后(?![面端台]))");
  private static final Pattern SINCE_ZH = Pattern.compile("^的?(?:以来|开始|起|至今|到现在|到目前为止)");
  private static final Pattern SINCE_BEFORE_ZH = Pattern.compile("自从?$");
  private static final Pattern BEFORE_EN =
      Pattern.compile(
          "(?<![a-z])(?:before|prior to|earlier than|older than|until|till|up to|by) (?:the )?$");
  private static final Pattern AFTER_EN =
      Pattern.compile("(?<![a-z])(?:after|later than|newer than|following) (?:the )?$");
  private static final Pattern SINCE_EN =
      Pattern.compile("(?<![a-z])(?:since|starting|from) (?:the )?$");
  private static final Pattern FROM_ON =
      Pattern.compile("^ (?:on|onwards?|until now|to now|up to now)(?![a-z])");
  private static final Pattern PLAIN_EN =
      Pattern.compile("(?<![a-z])(?:on|at|during|in|around|from) (?:the )?$");
  private static final Pattern DIRECTION =
      Pattern.compile("[ ,]*(?<before>before|until)?(?<after>after|since)? *");

  private static final Pattern RECENT =
      Pattern.compile(
          "刚刚|刚才|方才|刚(?=上传|传|发|提交|加|给)"
              + "|最近(?:上传|传|发|提交|添加|新增)(?:过|了)?的?(?!的?"
              + Numerals.ZH
              + MEASURES
              + ")"
              + "|最近(?!上传|传|发|提交|添加|新增|一次)的?(?!的?(?:那|这|一)?"
              + Numerals.ZH
              + "? ?"
              + MEASURES
              + ")"
              + "|(?<![a-z])just (?:now )?(?=uploaded|sent|attached|added|shared|gave)"
              + "|(?<![a-z])(?:just now"
              + "|(?<!most )recently|(?<!most )recent|(?:a )?moments? ago)(?![a-z])");

  private final UserCalendar calendar;
  private final Moments moments;
  private final Durations durations;

  TimeWords(UserCalendar calendar) {
    this.calendar = calendar;
    moments = new Moments(calendar);
    durations = new Durations(calendar);
  }

  /** What was found, and what is left. */
  record Timed(Window window, String rest) {}

  Optional<Timed> find(String text) {
    return moment(text).or(() -> durations.find(text)).or(() -> recent(text));
  }

  static Timed cut(Window window, String text, int from, int to) {
    return new Timed(window, text.substring(0, from) + " " + text.substring(to));
  }

  private Optional<Timed> moment(String text) {
    List<Moment> found = moments.in(text);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Moment first = found.get(0);
    if (found.size() > 1) {
      Optional<Timed> both = pair(text, first, found.get(1));
      if (both.isPresent()) {
        return both;
      }
    }
    return Optional.of(one(text, first, first.from()));
  }

  private Optional<Timed> pair(String text, Moment first, Moment second) {
    String between = text.substring(first.to(), second.from());
    String before = text.substring(0, first.from());
    Matcher direction = DIRECTION.matcher(between);
    boolean dayThenClock = second.given() == Given.NOT && first.minute().isEmpty();
    if (dayThenClock && direction.matches()) {
      Moment on = second.onDayOf(first);
      String joined =
          text.substring(0, first.from()) + between.strip() + " " + text.substring(second.from());
      int shift = joined.length() - text.length();
      Moment moved =
          new Moment(
              on.from() + shift,
              on.to() + shift,
              on.day(),
              on.given(),
              on.minute(),
              on.start(),
              on.end());
      return Optional.of(one(joined, moved, moved.from()));
    }
    if (!AND.matcher(between).matches()) {
      return Optional.empty();
    }
    Moment to = second.given() == Given.NOT ? second.onDayOf(first) : second;
    Moment from = first.given() == Given.NOT ? first.onDayOf(second) : first;
    if (to.minute().isPresent()
        && to.start().isBefore(from.start())
        && to.minute().getAsInt() < 720) {
      to = to.inTheAfternoon();
    }
    boolean listed =
        between.strip().matches("和|与|跟|and")
            && !BETWEEN_BEFORE.matcher(before).find()
            && !BETWEEN_AFTER.matcher(text.substring(second.to())).find();
    boolean today =
        to.given() == Given.WORD && to.minute().isEmpty() && to.day().equals(calendar.today());
    Window window =
        Window.between(
            calendar.at(from.start()), listed || today ? end(to) : calendar.at(to.start()));
    Matcher head = BETWEEN_BEFORE.matcher(before);
    Matcher tail = BETWEEN_AFTER.matcher(text.substring(second.to()));
    return Optional.of(
        cut(
            window,
            text,
            head.find() ? head.start() : first.from(),
            tail.find() ? second.to() + tail.end() : second.to()));
  }

  private Instant end(Moment moment) {
    return earlier(calendar.at(moment.end()));
  }

  private Instant earlier(Instant end) {
    return end.isAfter(calendar.afterNow()) ? calendar.afterNow() : end;
  }

  private Timed one(String text, Moment moment, int from) {
    String before = text.substring(0, from);
    String after = text.substring(moment.to());
    Matcher matcher = BEFORE_ZH.matcher(after);
    if (matcher.find()) {
      return cut(until(moment), text, from, moment.to() + matcher.end());
    }
    matcher = AFTER_ZH.matcher(after);
    if (matcher.find()) {
      return cut(Window.since(after(moment)), text, from, moment.to() + matcher.end());
    }
    Instant start = calendar.at(moment.start());
    matcher = SINCE_ZH.matcher(after);
    if (matcher.find()) {
      return cut(Window.since(start), text, from, moment.to() + matcher.end());
    }
    matcher = SINCE_BEFORE_ZH.matcher(before);
    if (matcher.find()) {
      return cut(Window.since(start), text, matcher.start(), moment.to());
    }
    return english(text, moment, before, after);
  }

  private Timed english(String text, Moment moment, String before, String after) {
    Instant start = calendar.at(moment.start());
    Matcher matcher = BEFORE_EN.matcher(before);
    if (matcher.find()) {
      return cut(until(moment), text, matcher.start(), moment.to());
    }
    matcher = AFTER_EN.matcher(before);
    if (matcher.find()) {
      return cut(Window.since(after(moment)), text, matcher.start(), moment.to());
    }
    matcher = SINCE_EN.matcher(before);
    Matcher onwards = FROM_ON.matcher(after);
    boolean open = onwards.find();
    if (matcher.find() && (open || !matcher.group().startsWith("from"))) {
      return cut(
          Window.since(start), text, matcher.start(), moment.to() + (open ? onwards.end() : 0));
    }
    matcher = PLAIN_EN.matcher(before);
    int from = matcher.find() ? matcher.start() : moment.from();
    return cut(Window.between(start, end(moment)), text, from, moment.to());
  }

  /** Of a day that is named as seen from today, only that day's part is meant. */
  private Window until(Moment moment) {
    Instant end = calendar.at(moment.start());
    boolean clockOfADay = moment.given() == Given.WORD && moment.minute().isPresent();
    return clockOfADay ? Window.between(calendar.start(moment.day()), end) : Window.until(end);
  }

  private Instant after(Moment moment) {
    LocalDateTime from = moment.minute().isPresent() ? moment.start() : moment.end();
    return calendar.at(from);
  }

  private Optional<Timed> recent(String text) {
    Matcher matcher = RECENT.matcher(text);
    return matcher.find()
        ? Optional.of(cut(calendar.recent(), text, matcher.start(), matcher.end()))
        : Optional.empty();
  }
}
