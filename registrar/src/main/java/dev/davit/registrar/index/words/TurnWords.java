package dev.davit.registrar.index.words;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds which message words speak of. */
final class TurnWords {
  private static final String MESSAGE = "(?:消息|信息|讯息|对话|发言|提问|回合)";
  private static final String KIND = "(?:条|个|则|次|轮)";
  private static final Pattern NUMBERED =
      Pattern.compile(
          "第(?<zh>"
              + Numerals.ZH
              + ")(?:"
              + KIND
              + "?"
              + MESSAGE
              + "|轮)"
              + "|(?<![a-z])(?:in |from |of |with |during )?(?:the )?(?:turn|message|msg|round)(?: number)? ?#?(?<n>[0-9]{1,6})(?![0-9a-z])"
              + "|(?<![a-z])(?:in |from |of |with )?(?:the |my )?(?<nth>"
              + Numerals.ORDINAL
              + ") (?:message|turn)(?![a-z])");
  private static final Pattern BACK =
      Pattern.compile(
          "(?<zh2>上上|前前)一?"
              + KIND
              + "?"
              + MESSAGE
              + "|(?<zh1>上|前)一?(?:"
              + KIND
              + "?"
              + MESSAGE
              + "|轮)"
              + "|(?<nzh>"
              + Numerals.ZH
              + ")"
              + KIND
              + "(?:"
              + MESSAGE
              + ")?之?前"
              + "|(?<![a-z])(?<nen>"
              + Numerals.EN
              + ") (?:messages|turns) ago"
              + "|(?<![a-z])(?:in |from |of |with )?(?:the |my |your )?(?<en>previous|last|prior|preceding) (?:message|turn|prompt)(?![a-z])");
  private static final Pattern HERE =
      Pattern.compile(
          "(?:这|本|当前|此)一?(?:条|则|轮)?(?:消息|讯息|回合)|(?:这|本|当前)一?轮"
              + "|(?:这|此)条信息"
              + "|(?<![a-z])(?:in |from |of |with |to )?(?:this|the current|current) (?:message|turn|prompt)(?![a-z])");

  private TurnWords() {}

  /**
   * What was found, and what is left.
   *
   * @param turn may be negative if there is no such message
   */
  record Turned(OptionalInt turn, boolean unknown, String rest) {}

  static Optional<Turned> find(String text, OptionalInt current) {
    Matcher matcher = NUMBERED.matcher(text);
    if (matcher.find()) {
      String number = first(matcher, "zh", "n", "nth");
      return Optional.of(new Turned(Numerals.read(number), false, cut(text, matcher)));
    }
    matcher = BACK.matcher(text);
    if (matcher.find()) {
      return Optional.of(back(text, matcher, current));
    }
    matcher = HERE.matcher(text);
    return matcher.find()
        ? Optional.of(new Turned(current, current.isEmpty(), cut(text, matcher)))
        : Optional.empty();
  }

  private static Turned back(String text, Matcher matcher, OptionalInt current) {
    int back = 1;
    if (matcher.group("zh2") != null) {
      back = 2;
    } else if (matcher.group("nzh") != null || matcher.group("nen") != null) {
      back = Numerals.read(first(matcher, "nzh", "nen")).orElse(1);
    }
    OptionalInt turn =
        current.isPresent() ? OptionalInt.of(current.getAsInt() - back) : OptionalInt.empty();
    return new Turned(turn, current.isEmpty(), cut(text, matcher));
  }

  private static String first(Matcher matcher, String... groups) {
    for (String group : groups) {
      String found = matcher.group(group);
      if (found != null) {
        return found;
      }
    }
    return "";
  }

  private static String cut(String text, Matcher found) {
    return text.substring(0, found.start()) + " " + text.substring(found.end());
  }
}
