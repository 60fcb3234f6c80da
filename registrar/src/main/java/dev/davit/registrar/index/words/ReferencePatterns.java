package dev.davit.registrar.index.words;

import dev.davit.registrar.index.naming.Tables;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that say which files are meant; {@link ReferenceWords} says in which order. */
final class ReferencePatterns {
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

  static final Pattern OTHER =
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
              + "|除了?[^，,。]{1,12}?(?:以外|之外|外)"
              + "|(?<![a-z])(?:except(?: for)?|other than|besides|apart from) (?:this|that|it)(?![a-z])"
              + "|(?<![a-z])(?:the|my) other"
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
  static final Pattern ORDINAL =
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
              + "|(?<![a-z])(?<pen>penultimate|next[ -]to[ -](?:the[ -])?last)(?![a-z])"
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
  static final Pattern NEWEST =
      Pattern.compile(
          "最(?:新|后)(?:(?:上传|传|发)(?:过|了)?)?的?(?:那|这)?(?<n>"
              + N
              + ")?"
              + MEASURE
              + "?"
              + "(?="
              + NOUN
              + "|的|里|中|呢|吗|是|有|和|[ ,.?!，。？！、]|$)"
              + "|最近一次(?:上传|传|发)?(?:过|了)?的?"
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
  static final Pattern OLDEST =
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
  static final Pattern FIRSTS =
      Pattern.compile(
          "(?<![之以先提目当])[前头](?<n>(?!一)"
              + N
              + ")"
              + MEASURE
              + "|首(?:个|张|份)"
              + "|(?<![a-z])first (?<n2>"
              + E
              + ")(?![a-z])");
  static final Pattern PREVIOUS =
      Pattern.compile(
          "(?:之前|以前|先前|早前|早先|此前|原先|早些时候|[上前]一?[回次])(?:我)?(?:(?:上传|传|发|提交|给)(?:过|了)?)?(?:你|的)*(?:那|这)?(?:(?<n>"
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
  static final Pattern THOSE =
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
  static final Pattern THAT =
      Pattern.compile(
          "那一?"
              + MEASURE
              + FILE_ZH
              + "|那(?="
              + NOUN
              + ")"
              + "|(?<![a-z])that (?:one(?![a-z])|"
              + NOUN
              + ")|(?<![a-z])that"
              + END);
  static final Pattern THESE =
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
  static final Pattern THIS =
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
  static final Pattern EVERY =
      Pattern.compile(
          "所有|全部|全体|一切|每|哪些|哪几|哪|多少|几个|几份|几张|都有|一共|总共|什么(?="
              + NOUN
              + ")"
              + "|(?<![a-z])(?:all|every|each|which|any|everything|how many|list|what "
              + NOUN
              + ")(?![a-z])");
  static final Pattern NUMBER =
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

  /** "Yesterday's?" and "昨天的呢": the noun is left out; what was said is a space by now. */
  static final Pattern ELLIPSIS =
      Pattern.compile("^[^a-z]{0,6} 的(?:呢|吗|那些|那个)?[?。!. ]*$|(?<![a-z])everything(?![a-z])");

  static final Pattern UPLOADED =
      Pattern.compile(
          "上传|提交(?:的|过|了)|(?<![宣遗流])传(?:的|过|了|给)|发(?:的|过|了|给)|(?:给)你的"
              + "|(?<![a-z])(?:upload(?:ed)?|sent|attached|shared)(?![a-z])");
  static final Pattern MINE =
      Pattern.compile(
          "我(?:一共)?(?:上传|传|发)(?:过|了)?的?|(?<![a-z])i(?:'ve| have)? (?:just )?(?:uploaded|sent|attached)|(?<![a-z])uploaded(?![a-z])");
  static final Pattern ANY_NOUN = Pattern.compile(NOUN);
  static final Pattern ONE = Pattern.compile(Marks.SINGULAR);
  static final Pattern MANY = Pattern.compile(Marks.PLURAL);

  private ReferencePatterns() {}

  private static String plain(String language) {
    return Tables.rows(ReferencePatterns.class, "plain-words.txt").stream()
        .filter(row -> row.startsWith(language + " "))
        .map(row -> row.substring(language.length() + 1).replace(' ', '|'))
        .collect(Collectors.joining("|"));
  }
}
