package dev.davit.registrar.index.sqlite;

import dev.davit.registrar.index.naming.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs of neighbouring characters, as words for SQLite's full-text index: short terms in any
 * script are found by it, and what users type never is syntax.
 *
 * <p>Every word begins with its session, so that one session's search does not see, nor pay for,
 * another's files. Whether a pair is of the base name or of what comes before it is part of the
 * word, too.
 */
final class Grams {
  private static final char NAME = '\uE000';
  private static final char REST = '\uE001';
  private static final int FULL_WIDTH = 0xFEE0;
  private static final int HALF_WIDTH = 0xFF66;
  private static final String END = "\uFFE0";

  private final String prefix;

  Grams(long session) {
    prefix = Long.toString(session, 36);
  }

  /** Returns the words of a file. */
  String document(String nameKey, String pathKey, String tagsKey) {
    Set<String> words = new LinkedHashSet<>();
    pairs(nameKey, NAME, words);
    if (pathKey.length() > nameKey.length()) {
      String folder = pathKey.substring(0, pathKey.length() - nameKey.length());
      pairs(folder + nameKey.substring(0, nameKey.offsetByCodePoints(0, 1)), REST, words);
    }
    if (!tagsKey.isEmpty()) {
      pairs(tagsKey, REST, words);
    }
    return String.join(" ", words);
  }

  /** Returns what matches every file that holds these terms, and few others. */
  String expression(List<String> terms) {
    return terms.stream().map(this::term).collect(Collectors.joining(" AND "));
  }

  private String term(String term) {
    int[] chars = term.codePoints().toArray();
    if (chars.length == 1) {
      String start = encode(chars[0]);
      return "(" + quoted(NAME, start) + "* OR " + quoted(REST, start) + "*)";
    }
    Set<String> pairs = new LinkedHashSet<>();
    for (int i = 0; i + 1 < chars.length; i++) {
      String pair = encode(chars[i]) + encode(chars[i + 1]);
      pairs.add("(" + quoted(NAME, pair) + " OR " + quoted(REST, pair) + ")");
    }
    return String.join(" AND ", pairs);
  }

  private String quoted(char where, String word) {
    return '"' + prefix + where + word + '"';
  }

  private void pairs(String key, char where, Set<String> words) {
    int[] chars = key.codePoints().toArray();
    for (int i = 0; i < chars.length; i++) {
      String second = i + 1 < chars.length ? encode(chars[i + 1]) : END;
      words.add(prefix + where + encode(chars[i]) + second);
    }
  }

  /**
   * The tokenizer takes ASCII letters, digits and all that is not ASCII as parts of words. The rest
   * of ASCII is written in forms that no key has, because NFKC takes them away.
   */
  private static String encode(int c) {
    if (c > 0x7F || Character.isLetterOrDigit(c)) {
      return Character.toString(c);
    }
    return Character.toString(c > ' ' && c < 0x7F ? FULL_WIDTH + c : HALF_WIDTH + c % 0x5E);
  }

  /** Returns the terms of a search. */
  static List<String> terms(String text) {
    return List.of(Names.key(text).strip().split("\\s+")).stream()
        .filter(term -> !term.isEmpty())
        .distinct()
        .toList();
  }
}
