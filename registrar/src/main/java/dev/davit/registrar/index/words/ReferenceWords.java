package dev.davit.registrar.index.words;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.Scope;
import dev.davit.registrar.index.naming.Tables;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the word that says which files are meant. The order of the rules is part of the grammar.
 */
final class ReferenceWords {
  private static final String N = Numerals.ZH;
  private static final String E = Numerals.EN;
  private static final String MEASURE = "(?:[个张份段部篇幅本封套只件]|条)";
  private static final String NOUN = Marks.NOUN;
  private static final String END = "(?=[ ]*(?:$|[,.?!;:，。？！；：、)）]))";
  private static final String ANY = "(?:" + NOUN + "|ones?(?![a-z]))";
  private static final String PLAIN_ZH = plain("zh");
  private static final String PLAIN_EN = plain("en");

  /** Behind 这个 and the like: no noun of another kind. */
  private static final String FILE_ZH = "(?! ?(?:的)?(?:" + PLAIN_ZH + "))";

  private static final String FILE_EN = "(?! (?:" + PLAIN_EN + ")s?(?![a-z]))";

  private static final Pattern OTHER =
      Pattern.compile(
          "另外?的?(?:那|这)?(?<n>"
              + N
              + ")?"
              + MEASURE
              + FILE_ZH
              + "|(?:另外的?|另|其他的?|其它的?|别的|其余的?|剩下的?|剩余的?)(?<n2>"
              + N
              + ")?"
              + MEASURE
              + "?"
              + "(?="
              + NOUN
              + ")"
              + "|(?:其他的?|其它的?|其余的?|剩下的|剩余的)"
              + END
              + "|(?<![a-z])(?:the |my )?other (?:(?<n3>"
              + E
              + ") ?)?(?:"
              + ANY
              + "|"
              + END
              + ")"
              + "|(?<![a-z])the others(?![a-z])"
              + "|(?<![a-z])(?<n4>"
              + E
              + ") other "
              + NOUN
              + "|(?<![a-z])another (?:"
              + ANY
              + "|"
              + END
              + ")"
              + "|(?<![a-z])the (?:rest|remaining)(?![a-z])(?: of the)?(?: (?<n5>"
              + E
              + "))?");
  private static final Pattern ORDINAL =
      Pattern.compile(
          "(?<back>倒数)?第(?<n>"
              + N
              + ")(?:"
              + MEASURE
              + "(?:被?我?(?:上传|传|发)(?:过|了)?的?)?(?="
              + NOUN
              + "|的|里|中|呢|吗|是|有|和|与|跟|[ ,.?!，。？！、]|$)"
              + "(?! ?的? ?(?:"
              + PLAIN_ZH
              + "))|(?="
              + NOUN
              + "))"
              + "|倒数(?:第)?(?<n5>"
              + N
              + ")"
              + MEASURE
              + FILE_ZH
              + "|(?<![a-z])(?<last>"
              + Numerals.ORDINAL
              + ")[ -](?:to[ -]the[ -]last|to[ -]last|from (?:the )?(?:end|last)|last)(?![a-z])"
              + "|(?<![a-z])(?:the )?last but (?<but>one|two)(?![a-z])"
              + "|(?<![a-z])(?<newest>"
              + Numerals.ORDINAL
              + ")[ -](?:newest|latest|most recent(?:ly uploaded)?)(?![a-z])"
              + "|(?<![a-z])(?<oldest>"
              + Numerals.ORDINAL
              + ")[ -](?:oldest|earliest)(?![a-z])"
              + "|(?<![a-z])(?<nth>"
              + Numerals.ORDINAL
              + ") (?:uploaded )?"
              + ANY
              + "|(?<![a-z])the (?<nth2>"
              + Numerals.ORDINAL
              + ")"
              + END);
  private static final Pattern NEWEST =
      Pattern.compile(
          "最(?:新|后)(?:(?:上传|传|发)(?:过|了)?)?的?(?:那|这)?(?<n>"
              + N
              + ")?"
              + MEASURE
              + "?"
              + "(?="
              + NOUN
              + "|的|里|中|呢|吗|是|有|和|[ ,.?!，。？！、]|$)"
              + "|最近(?:(?:上传|传|发)(?:过|了)?)?的?(?:那|这)?(?<n2>"
              + N
              + ")? ?"
              + MEASURE
              + "|(?<=后)(?<n3>(?!一)"
              + N
              + ")"
              + MEASURE
              + "(?="
              + NOUN
              + "|$)"
              + "|(?<![a-z])(?<n4>"
              + E
              + ") (?:newest|latest|most recent(?:ly uploaded)?|last)(?![a-z])"
              + "|(?<![a-z])(?:newest|latest|most recent(?:ly uploaded)?|last|final)(?: (?<n5>"
              + E
              + "))?(?: uploaded)? ?"
              + ANY
              + "|(?<![a-z])(?:newest|latest|most recent(?:ly uploaded)?|last)(?: (?<n6>"
              + E
              + "))"
              + "(?![a-z])"
              + "|(?<![a-z])(?:the )?(?:newest|latest|most recent|last)(?: uploaded| i uploaded)?"
              + END);
  private static final Pattern OLDEST =
      Pattern.compile(
          "最(?:早|旧|先|初|开始|老)(?:(?:上传|传|发)(?:过|了)?)?的?(?:那|这)?(?<n>"
              + N
              + ")?"
              + MEASURE
              + "?"
              + "|一开始(?:上传|传|发)?(?:过|了)?的?"
              + "|(?<![a-z])(?<n2>"
              + E
              + ") (?:oldest|earliest)(?![a-z])"
              + "|(?<![a-z])(?:oldest|earliest)(?: (?<n3>"
              + E
              + "))?(?![a-z])");
  private static final Pattern FIRSTS =
      Pattern.compile(
          "(?<![之以先提目当])[前头](?<n>(?!一)"
              + N
              + ")"
              + MEASURE
              + "|首(?:个|张|份)"
              + "|(?<![a-z])first (?<n2>"
              + E
              + ")(?![a-z])");
  private static final Pattern PREVIOUS =
      Pattern.compile(
          "(?:之前|以前|先前|早前|早先|此前|原先|早些时候|上回|上次)(?:我)?(?:(?:上传|传|发|提交|给)(?:过|了)?)?(?:你|的)*(?:那|这)?(?:(?<n>"
              + N
              + ")?(?<one>"
              + MEASURE
              + ")?)"
              + "|(?:前面)(?:我)?(?:(?:上传|传|发)(?:过|了)?)?的?(?:那|这)?(?<n4>"
              + N
              + ")?(?<one3>"
              + MEASURE
              + ")?"
              + "|[上前](?<n2>"
              + N
              + ")?(?<one2>[个张份部篇幅封])"
              + FILE_ZH
              + "|(?<![a-z])(?:previous|prior|earlier|preceding|former)(?: (?<n3>"
              + E
              + "))?(?: uploaded)? ?(?<noun>"
              + NOUN
              + "|ones?(?![a-z]))"
              + "|(?<![a-z])(?:previously|earlier|beforehand)(?![a-z])"
              + "|(?<![a-z])before(?= *(?:$|[,.?!;:]|"
              + NOUN
              + "))|(?<![a-z])(?:the )?previous"
              + END);
  private static final Pattern THOSE =
      Pattern.compile(
          "那(?:些|几"
              + MEASURE
              + ")"
              + FILE_ZH
              + "|那(?<n>(?!一|1"
              + MEASURE
              + ")"
              + N
              + ")(?:"
              + MEASURE
              + "|(?="
              + NOUN
              + "))?"
              + FILE_ZH
              + "|(?<![a-z])those(?: (?<n2>"
              + E
              + "))?(?![a-z])"
              + FILE_EN);
  private static final Pattern THAT =
      Pattern.compile(
          "那一?"
              + MEASURE
              + FILE_ZH
              + "|那(?="
              + NOUN
              + ")"
              + "|(?<![a-z])that (?:(?:one|1) ?)?(?:"
              + NOUN
              + "|(?<=one ))|(?<![a-z])that"
              + END);
  private static final Pattern THESE =
      Pattern.compile(
          "这(?:些|几"
              + MEASURE
              + ")"
              + FILE_ZH
              + "|这(?<n>(?!一|1"
              + MEASURE
              + ")"
              + N
              + ")(?:"
              + MEASURE
              + "|(?="
              + NOUN
              + "))?"
              + FILE_ZH
              + "|它们|牠们|他们俩|(?<![a-z])these(?: (?<n2>"
              + E
              + "))?(?![a-z])"
              + FILE_EN
              + "|(?<both>两者|二者|两个都|(?<![a-z])both(?![a-z]))|(?<![a-z])them(?![a-z])");
  private static final Pattern THIS =
      Pattern.compile(
          "这一?"
              + MEASURE
              + FILE_ZH
              + "|[这此该](?="
              + NOUN
              + ")|本(?="
              + NOUN
              + ")|这(?=是|里面|里头)|它(?!们)"
              + "|(?<![a-z])this(?![a-z])"
              + FILE_EN
              + "|(?<![a-z])it(?![a-z'])|(?<![a-z])its(?![a-z])");
  private static final Pattern EVERY =
      Pattern.compile(
          "所有|全部|全体|一切|每|哪些|哪几|哪|多少|几个|几份|几张|都有|一共|总共|什么(?="
              + NOUN
              + ")"
              + "|(?<![a-z])(?:all|every|each|which|any|everything|how many|list|what "
              + NOUN
              + ")(?![a-z])");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![第0-9.])(?<n>"
              + N
              + ")(?:"
              + MEASURE
              + ")? ?的?(?="
              + NOUN
              + ")|(?<n3>[两俩三四五六七八九])"
              + MEASURE
              + "(?="
              + NOUN
              + ")"
              + "|(?<![a-z0-9.])(?<n2>"
              + E
              + ") "
              + NOUN);
  private static final Pattern UPLOADED =
      Pattern.compile(
          "上传|提交(?:的|过|了)|(?<![宣遗流])传(?:的|过|了|给)|发(?:的|过|了|给)|(?:给)你的"
              + "|(?<![a-z])(?:upload(?:ed)?|sent|attached|shared)(?![a-z])");
  private static final Pattern MINE =
      Pattern.compile(
          "我(?:一共)?(?:上传|传|发)(?:过|了)?的?|(?<![a-z])i(?:'ve| have)? (?:just )?(?:uploaded|sent|attached)|(?<![a-z])uploaded(?![a-z])");
  private static final Pattern ANY_NOUN = Pattern.compile(NOUN);
  private static final Pattern ONE = Pattern.compile(Marks.SINGULAR);
  private static final Pattern MANY = Pattern.compile(Marks.PLURAL);

  private ReferenceWords() {}

  /**
   * What words refer to.
   *
   * @param plain whether nothing but the reference was said: what kind of thing is left open
   */
  record Referred(
      Reference reference, OptionalInt count, OptionalInt index, Scope scope, boolean plain) {
    static Referred to(Reference reference, OptionalInt count) {
      return new Referred(reference, count, OptionalInt.empty(), Scope.AUTO, false);
    }

    Referred plain(boolean isPlain) {
      return new Referred(reference, count, index, scope, isPlain);
    }
  }

  private interface Rule {
    Optional<Referred> find(String text);
  }

  private static final List<Rule> RULES =
      List.of(
          ReferenceWords::other,
          ReferenceWords::ordinal,
          ReferenceWords::superlative,
          ReferenceWords::previous,
          text -> simple(THOSE, text, Reference.THOSE),
          text -> simple(THAT, text, Reference.THAT),
          ReferenceWords::these,
          text -> simple(THIS, text, Reference.THIS));

  /** Returns whether words speak of an upload or a file. */
  static boolean speaksOfFiles(String text) {
    return ANY_NOUN.matcher(text).find() || UPLOADED.matcher(text).find();
  }

  static boolean speaksOfUploads(String text) {
    return UPLOADED.matcher(text).find();
  }

  /**
   * Finds the reference.
   *
   * @param filtered whether a time or a turn was said
   */
  static Optional<Referred> find(String text, boolean filtered) {
    boolean noun = ANY_NOUN.matcher(text).find();
    for (Rule rule : RULES) {
      Optional<Referred> found = rule.find(text);
      if (found.isPresent()) {
        return found.map(referred -> referred.plain(!noun));
      }
    }
    boolean files = speaksOfFiles(text);
    if (files && EVERY.matcher(text).find()) {
      return Optional.of(Referred.to(Reference.ALL, OptionalInt.empty()));
    }
    Optional<Referred> number = number(text, filtered);
    if (number.isPresent()) {
      return number;
    }
    if (filtered && files) {
      return Optional.of(Referred.to(Reference.ALL, OptionalInt.empty()));
    }
    return noun ? Optional.of(Referred.to(Reference.THE, OptionalInt.empty())) : Optional.empty();
  }

  /** Returns whether words speak of more than one without a number. */
  static boolean plural(String text) {
    return MANY.matcher(text).find() && !ONE.matcher(text).find();
  }

  private static OptionalInt count(Matcher matcher, String... groups) {
    for (String group : groups) {
      String word = matcher.group(group);
      if (word != null) {
        OptionalInt number = Numerals.read(word.strip());
        if (number.orElse(0) >= 1) {
          return OptionalInt.of(Math.min(number.getAsInt(), FileQuery.MOST));
        }
      }
    }
    return OptionalInt.empty();
  }

  /** One is what the word says anyway. */
  private static OptionalInt several(OptionalInt count) {
    return count.orElse(0) > 1 ? count : OptionalInt.empty();
  }

  private static Optional<Referred> other(String text) {
    Matcher matcher = OTHER.matcher(text);
    return matcher.find()
        ? Optional.of(
            Referred.to(Reference.OTHER, several(count(matcher, "n", "n2", "n3", "n4", "n5"))))
        : Optional.empty();
  }

  private static Optional<Referred> ordinal(String text) {
    Matcher matcher = ORDINAL.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    boolean session = MINE.matcher(text).find() || matcher.group("oldest") != null;
    int index = count(matcher, "n", "n5", "last", "newest", "oldest", "nth", "nth2").orElse(0);
    boolean back =
        matcher.group("back") != null
            || matcher.group("n5") != null
            || matcher.group("last") != null
            || matcher.group("newest") != null;
    if (matcher.group("but") != null) {
      index = Numerals.read(matcher.group("but")).orElse(1) + 1;
      back = true;
    }
    if (matcher.group("n5") != null && !matcher.group().contains("第")) {
      return Optional.of(Referred.to(Reference.LAST, OptionalInt.of(Math.max(index, 1))));
    }
    return index == 0
        ? Optional.empty()
        : Optional.of(
            new Referred(
                Reference.NTH,
                OptionalInt.empty(),
                OptionalInt.of(back ? -index : index),
                session ? Scope.SESSION : Scope.AUTO,
                false));
  }

  private static Optional<Referred> superlative(String text) {
    Matcher oldest = OLDEST.matcher(text);
    if (oldest.find()) {
      return Optional.of(
          new Referred(
              Reference.FIRST,
              several(count(oldest, "n", "n2", "n3")),
              OptionalInt.empty(),
              Scope.SESSION,
              false));
    }
    Matcher newest = NEWEST.matcher(text);
    if (newest.find()) {
      return Optional.of(
          Referred.to(Reference.LAST, several(count(newest, "n", "n2", "n3", "n4", "n5", "n6"))));
    }
    Matcher first = FIRSTS.matcher(text);
    if (first.find()) {
      Scope scope = MINE.matcher(text).find() ? Scope.SESSION : Scope.AUTO;
      return Optional.of(
          new Referred(
              Reference.FIRST, count(first, "n", "n2"), OptionalInt.empty(), scope, false));
    }
    return Optional.empty();
  }

  private static Optional<Referred> previous(String text) {
    Matcher matcher = PREVIOUS.matcher(text);
    if (!matcher.find()
        || (!speaksOfFiles(text)
            && matcher.group("one2") == null
            && !matcher.group().endsWith("one"))) {
      return Optional.empty();
    }
    OptionalInt count = count(matcher, "n", "n2", "n3", "n4");
    boolean one =
        matcher.group("one") != null
            || matcher.group("one2") != null
            || matcher.group("one3") != null
            || (ONE.matcher(text).find() && !MANY.matcher(text).find())
            || "one".equals(matcher.group("noun"));
    return Optional.of(
        Referred.to(Reference.PREVIOUS, count.isEmpty() && one ? OptionalInt.of(1) : count));
  }

  private static Optional<Referred> these(String text) {
    Matcher matcher = THESE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    OptionalInt count =
        matcher.group("both") != null ? OptionalInt.of(2) : count(matcher, "n", "n2");
    return Optional.of(Referred.to(Reference.THESE, count));
  }

  private static Optional<Referred> simple(Pattern pattern, String text, Reference reference) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    boolean counts = reference == Reference.THOSE;
    return Optional.of(
        Referred.to(reference, counts ? count(matcher, "n", "n2") : OptionalInt.empty()));
  }

  private static Optional<Referred> number(String text, boolean filtered) {
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      OptionalInt count = count(matcher, "n", "n2", "n3");
      if (count.orElse(0) > 1) {
        return Optional.of(Referred.to(filtered ? Reference.LAST : Reference.THESE, count));
      }
    }
    return Optional.empty();
  }

  private static String plain(String language) {
    return Tables.rows(ReferenceWords.class, "plain-words.txt").stream()
        .filter(row -> row.startsWith(language + " "))
        .map(row -> row.substring(language.length() + 1).replace(' ', '|'))
        .collect(Collectors.joining("|"));
  }
}
