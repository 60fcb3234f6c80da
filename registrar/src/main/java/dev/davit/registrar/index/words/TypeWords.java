package dev.davit.registrar.index.words;

import dev.davit.registrar.index.naming.FileTypes;
import dev.davit.registrar.index.naming.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what kinds of file words speak of, and the word file itself.
 *
 * @param text the words, with marks in their places
 * @param types families and extensions
 */
record TypeWords(String text, List<String> types) {
  private static final String LETTERS_BEFORE = "(?<![a-z0-9_.])";
  private static final String LETTERS_AFTER = "(?![a-z0-9_])";

  /** Extensions that are words of their own: they need a dot before or a file behind. */
  private static final Set<String> WORDS =
      Set.of(
          "key",
          "out",
          "err",
          "orc",
          "db",
          "conf",
          "properties",
          "proto",
          "less",
          "h5",
          "tex",
          "log");

  /** What stands before a type that is not wanted. */
  private static final Pattern NOT =
      Pattern.compile(
          "(?:除了?|除开|除去|排除|不包括|不包含|不含|不要|并?不是|非)(?:了|掉)?(?:这些|那些|所有)?的?$"
              + "|(?<![a-z])(?:except(?: for)?|but(?: not)?|excluding|other than|apart from|besides|without"
              + "|not|(?:that |which )?(?:are|is)(?: not|n't)|(?:aren|isn)'t)"
              + "(?: (?:the|any|all|those|these|my|an?))* $");

  /** Of what stands there, what means all the others. */
  private static final Pattern ALL_THE_REST =
      Pattern.compile("除|排除|不包|不含|except|excl|but|other|apart|besides");

  /** What stands between two of them. */
  private static final Pattern NOT_EITHER =
      Pattern.compile("(?:和|或者?|及|以及|还有|、|(?<![a-z])(?:and|or)(?: the| any)*|,) ?$");

  private static final Pattern NOT_REST = Pattern.compile("[\uE010-\uE015]?(?:文件)?(?:以外|之外|外)?的?");

  private static final List<Row> ROWS = new ArrayList<>();
  private static final Pattern FILE =
      Pattern.compile(
          "文件(?!夹|系统|格式|名)|档案(?!夹|名)|附件|上传物|"
              + LETTERS_BEFORE
              + "(?:files?(?! ?(?:names?|systems?|formats?|size))|attachments?|uploads"
              + "|(?<=(?:this|that|last|latest|newest|previous|first|oldest|recent) )upload)"
              + LETTERS_AFTER);
  private static final Pattern EXTENSION;

  private record Row(String type, boolean taiwan, Pattern pattern) {}

  private record Span(int from, int to, String type, boolean extension, char mark) {}

  static {
    for (String row : Tables.rows(TypeWords.class, "type-words.txt")) {
      String[] cells = row.split("\\s+", 3);
      String pattern =
          cells[1].equals("en")
              ? LETTERS_BEFORE + "(?:" + cells[2] + ")" + LETTERS_AFTER
              : "(?:" + cells[2] + ")";
      ROWS.add(new Row(cells[0], cells[1].equals("tw"), Pattern.compile(pattern)));
    }
    Set<String> code = FileTypes.extensions(List.of("code"));
    String all = alternatives(FileTypes.known());
    Set<String> plain = new LinkedHashSet<>(FileTypes.known());
    plain.removeAll(code);
    plain.removeAll(WORDS);
    String behind = "(?= ?(?:files?(?![a-z])|文件|档|附件|scripts?(?![a-z])|脚本))";
    EXTENSION =
        Pattern.compile(
            "(?<![a-z0-9_])(?:\\.(?<dotted>"
                + all
                + ")(?![a-z0-9_])"
                + "|(?<!\\.)(?<plain>"
                + alternatives(plain)
                + ")s?(?![a-z0-9_])"
                + "|(?<!\\.)(?<word>"
                + all
                + ")"
                + behind
                + ")");
  }

  static TypeWords of(String words, boolean taiwan) {
    StringBuilder text = new StringBuilder();
    Set<String> types = new LinkedHashSet<>();
    boolean leftOut = false;
    int at = 0;
    for (Span span : merged(words, spans(words, taiwan))) {
      text.append(words, at, span.from());
      at = span.to();
      Matcher not = NOT.matcher(text);
      if (span.type().isEmpty()) {
        text.append(span.mark());
      } else if (not.find() || (leftOut && NOT_EITHER.matcher(text).find())) {
        if (!leftOut) {
          boolean rest = ALL_THE_REST.matcher(text.substring(not.start())).lookingAt();
          text.setLength(not.start());
          text.append(rest ? "所有" : "");
        }
        types.add(FileTypes.NOT + span.type());
        leftOut = true;
        Matcher rest = NOT_REST.matcher(words).region(at, words.length());
        at = rest.lookingAt() ? rest.end() : at;
      } else {
        text.append(span.mark());
        types.add(span.type());
      }
    }
    text.append(words.substring(at));
    if (leftOut && text.chars().noneMatch(c -> Marks.isNoun((char) c))) {
      text.append(' ').append(Marks.FILES);
    }
    return new TypeWords(text.toString(), List.copyOf(types));
  }

  /** Leftmost, then longest; none overlaps another. */
  private static List<Span> spans(String words, boolean taiwan) {
    List<Span> found = new ArrayList<>();
    for (Row row : ROWS) {
      Matcher matcher = row.pattern().matcher(words);
      while ((taiwan || !row.taiwan()) && matcher.find()) {
        found.add(span(matcher, row.type(), false));
      }
    }
    Matcher extension = EXTENSION.matcher(words);
    while (extension.find()) {
      String word = extension.group("dotted");
      word = word == null ? extension.group("plain") : word;
      word = word == null ? extension.group("word") : word;
      found.add(span(extension, word, true));
    }
    Matcher file = FILE.matcher(words);
    while (file.find()) {
      found.add(span(file, "", false));
    }
    found.sort(
        Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
    List<Span> spans = new ArrayList<>();
    int end = 0;
    for (Span span : found) {
      if (span.from() >= end) {
        spans.add(span);
        end = span.to();
      }
    }
    return spans;
  }

  private static Span span(Matcher matcher, String type, boolean extension) {
    String word = matcher.group();
    boolean english = word.chars().allMatch(c -> c < 0x80);
    boolean plural = word.endsWith("s") && !type.equals("css") && !type.equals("less");
    char mark;
    if (type.isEmpty()) {
      mark = !english ? Marks.FILE_ZH : plural ? Marks.FILES : Marks.FILE;
    } else {
      mark = !english || extension ? Marks.TYPE_ZH : plural ? Marks.TYPES : Marks.TYPE;
      mark = extension && plural ? Marks.TYPES : mark;
    }
    return new Span(matcher.start(), matcher.end(), type, extension, mark);
  }

  /** An extension says more than the word behind it: "png 图片" are no other images. */
  private static List<Span> merged(String words, List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      boolean close = last != null && words.substring(last.to(), span.from()).isBlank();
      if (last != null && close && (last.extension() || span.type().isEmpty())) {
        char mark = Marks.isType(span.mark()) ? span.mark() : (char) (span.mark() - 3);
        mark = last.type().isEmpty() ? span.mark() : mark;
        merged.set(
            merged.size() - 1,
            new Span(last.from(), span.to(), last.type(), last.extension(), mark));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  private static String alternatives(Set<String> words) {
    return words.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /** Returns whether a text is nothing but a type word or the word file. */
  static boolean isWord(String text) {
    return ROWS.stream().anyMatch(row -> row.pattern().matcher(text).matches())
        || FILE.matcher(text).matches();
  }
}
