package dev.davit.registrar.index.words;

import dev.davit.registrar.index.naming.FileTypes;
import dev.davit.registrar.index.naming.Names;
import dev.davit.registrar.index.naming.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes file names out of words before anything else is read: a date in a name is no date.
 *
 * @param text what is left, with a mark for each name
 * @param names the names, in order of first mention
 */
record NameMask(String text, List<String> names) {
  private static final Pattern LIKE_A_NAME =
      Pattern.compile(
          "(?<![a-z0-9._%+~@/-])(?:[a-z0-9_~.@+-]+/)*[a-z0-9_][a-z0-9_.+~@-]*?"
              + "\\.([a-z][a-z0-9]{0,11})(?:[.-][0-9][0-9._-]*(?<=[0-9]))?(?:\\.(?:gz|bz2|xz|zst|zip))?"
              + "(?![a-z0-9_]|\\.[a-z0-9]|[-@][a-z0-9])");
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s\\u3000-\\uffef]+");
  private static final Pattern DATED = Pattern.compile("(?<![a-z0-9])[a-z]\\w*[_-]\\d[\\w.-]*");
  private static final Set<String> WORDS = rows("word");
  private static final Set<String> HOSTS = rows("end");
  private static final Set<String> EXTENSIONS = FileTypes.known();

  static NameMask of(String key, NameLexicon lexicon) {
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < key.length()) {
      Token token = token(key, at, lexicon);
      if (token.end() == at) {
        text.append(key.charAt(at++));
        continue;
      }
      if (!token.name().isEmpty() && names.size() < Marks.NAMES) {
        int known = names.indexOf(token.name());
        text.append((char) (Marks.NAME + (known < 0 ? names.size() : known)));
        if (known < 0) {
          names.add(token.name());
        }
      } else {
        text.append(Marks.OPAQUE);
      }
      at = token.end();
    }
    return new NameMask(text.toString(), List.copyOf(names));
  }

  private record Token(int end, String name) {}

  private static Token token(String key, int at, NameLexicon lexicon) {
    Matcher url = URL.matcher(key).region(at, key.length());
    if (url.lookingAt()) {
      return new Token(url.end(), "");
    }
    Token known = lexical(key, at, lexicon);
    Matcher like = LIKE_A_NAME.matcher(key).region(at, key.length()).useTransparentBounds(true);
    if (like.lookingAt() && like.end() > known.end()) {
      String token = like.group();
      String base = Names.base(token);
      boolean path = base.length() < token.length();
      return new Token(like.end(), isName(base, like.group(1), path) ? base : "");
    }
    if (known.end() > at) {
      return known;
    }
    Matcher dated = DATED.matcher(key).region(at, key.length()).useTransparentBounds(true);
    return dated.lookingAt() ? new Token(dated.end(), "") : new Token(at, "");
  }

  private static Token lexical(String key, int at, NameLexicon lexicon) {
    String rest = key.substring(at);
    Optional<String> found = lexicon.longest(rest);
    while (found.isPresent()) {
      String name = found.get();
      int end = at + name.length();
      if (stands(key, at, end) && tells(name)) {
        return new Token(end, name);
      }
      found = lexicon.longest(name.substring(0, name.length() - 1));
    }
    return new Token(at, "");
  }

  /** Is it a word of its own? Between Chinese characters everything is. */
  private static boolean stands(String key, int from, int to) {
    return (from == 0 || !joined(key.charAt(from - 1), key.charAt(from)))
        && (to == key.length() || !joined(key.charAt(to - 1), key.charAt(to)));
  }

  private static boolean joined(char left, char right) {
    return wordly(left) && wordly(right);
  }

  private static boolean wordly(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Would it be read as a name, and not as a word of the language? */
  private static boolean tells(String name) {
    return name.indexOf('.', 1) > 0 || (name.length() > 1 && !Vocabulary.has(name));
  }

  private static boolean isName(String base, String end, boolean path) {
    return !WORDS.contains(base)
        && (EXTENSIONS.contains(end) || path || !HOSTS.contains(end))
        && base.chars().anyMatch(c -> c != '.');
  }

  private static Set<String> rows(String kind) {
    Set<String> words = new HashSet<>();
    for (String row : Tables.rows(NameMask.class, "not-names.txt")) {
      List<String> parts = List.of(row.split(" "));
      if (parts.get(0).equals(kind)) {
        words.addAll(parts.subList(1, parts.size()));
      }
    }
    return words;
  }
}
