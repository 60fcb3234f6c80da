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
    int at = 0;
    for (Span span : merged(words, spans(words, taiwan))) {
      text.append(words, at, span.from()).append(span.mark());
      if (!span.type().isEmpty()) {
        types.add(span.type());
      }
      at = span.to();
    }
    return new TypeWords(text.append(words.substring(at)).toString(), List.copyOf(types));
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
