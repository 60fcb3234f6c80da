package dev.davit.local.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The names that are not taken unless asked for. Every name of a source is held against them, so
 * they are sorted by the first or last character that a name must have.
 */
final class BuiltInRules {
  static final BuiltInRules INSTANCE = read();

  private static final int BUCKETS = 128;

  private final List<List<Rule>> byFirst = buckets();
  private final List<List<Rule>> byLast = buckets();

  private BuiltInRules() {}

  private static List<List<Rule>> buckets() {
    List<List<Rule>> buckets = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayList<>());
    }
    return buckets;
  }

  private static BuiltInRules read() {
    try (InputStream in = BuiltInRules.class.getResourceAsStream("built-in-rules.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      BuiltInRules rules = new BuiltInRules();
      String heading = "";
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        if (line.endsWith(":")) {
          heading = line.substring(0, line.length() - 1);
        } else {
          rules.add(Rule.of(line, heading));
        }
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // our own jar is damaged
    }
  }

  private void add(Rule rule) {
    if (rule.prefix().isEmpty()) {
      bucket(byLast, rule.suffix().charAt(rule.suffix().length() - 1)).add(rule);
    } else {
      bucket(byFirst, rule.prefix().charAt(0)).add(rule);
    }
  }

  private static List<Rule> bucket(List<List<Rule>> buckets, char c) {
    return c < BUCKETS ? buckets.get(lower(c)) : List.of();
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** Returns the rule that speaks against a name, if there is one. */
  Optional<Rule> find(String name, boolean folder) {
    Optional<Rule> found = find(bucket(byFirst, name.charAt(0)), name, folder);
    return found.isPresent()
        ? found
        : find(bucket(byLast, name.charAt(name.length() - 1)), name, folder);
  }

  private static Optional<Rule> find(List<Rule> rules, String name, boolean folder) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if ((folder || !rule.folders()) && rule.matches(name)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /**
   * One pattern.
   *
   * @param prefix what is before its wildcard, or all of it
   * @param suffix what is after its wildcard
   * @param exact whether it has none
   * @param folders whether it is about folders only
   * @param text for people
   */
  record Rule(String prefix, String suffix, boolean exact, boolean folders, String text) {

    private static Rule of(String line, String heading) {
      boolean folders = line.endsWith("/");
      String pattern =
          line.substring(line.startsWith("\\") ? 1 : 0, line.length() - (folders ? 1 : 0))
              .toLowerCase(Locale.ROOT);
      int star = pattern.indexOf('*');
      String text = "built-in rule " + line + " (" + heading + ")";
      return star < 0
          ? new Rule(pattern, "", true, folders, text)
          : new Rule(pattern.substring(0, star), pattern.substring(star + 1), false, folders, text);
    }

    /** Tells whether a name falls under it, whatever it is the name of. */
    boolean matches(String name) {
      int rest = name.length() - prefix.length() - suffix.length();
      return (exact ? rest == 0 : rest >= 0)
          && name.regionMatches(true, 0, prefix, 0, prefix.length())
          && name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
    }
  }
}
