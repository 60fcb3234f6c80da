package dev.davit.local.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/** Patterns in gitignore syntax, of which the last that matches decides. */
final class IgnoreRules {
  static final IgnoreRules NONE = new IgnoreRules(List.of());

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads the lines of an ignore file.
   *
   * @param file its path, for people
   * @throws PatternException if a line is no pattern: to go on would take what it speaks against
   */
  static IgnoreRules ofFile(String file, List<String> lines) throws PatternException {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        rules.add(Rule.of(line, file + ":" + (i + 1) + " " + line));
      }
    }
    return rules.isEmpty() ? NONE : new IgnoreRules(List.copyOf(rules));
  }

  /**
   * Reads the values of an option.
   *
   * @throws PatternException if one is no pattern
   */
  static IgnoreRules ofOption(String option, List<String> patterns) throws PatternException {
    List<Rule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      rules.add(Rule.of(pattern, option + " " + pattern));
    }
    return rules.isEmpty() ? NONE : new IgnoreRules(List.copyOf(rules));
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  boolean holds(Rule rule) {
    return rules.contains(rule);
  }

  /**
   * Returns the rule that decides on a path, if any matches it. Folders above it are not looked at:
   * a folder that is not taken is not entered.
   *
   * @param path relative to the folder of these rules
   */
  Optional<Rule> decide(String path, boolean folder) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).matches(path, folder)) {
        return Optional.of(rules.get(i));
      }
    }
    return Optional.empty();
  }

  /** Returns the rule that decides on a file, if any matches it or a folder above it. */
  Optional<Rule> decideWithin(String path) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).matchesWithin(path)) {
        return Optional.of(rules.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * One pattern.
   *
   * @param text where it comes from and what it says, for people
   */
  record Rule(FastIgnoreRule matcher, String text) {

    private static Rule of(String pattern, String text) throws PatternException {
      FastIgnoreRule matcher = new FastIgnoreRule(pattern);
      if (matcher.isEmpty()) {
        throw new PatternException(text + ": is not a gitignore pattern");
      }
      return new Rule(matcher, text);
    }

    private boolean matches(String path, boolean folder) {
      return matcher.isMatch(path, folder, true);
    }

    private boolean matchesWithin(String path) {
      boolean matches = matches(path, false);
      for (int i = path.indexOf('/'); i > 0 && !matches; i = path.indexOf('/', i + 1)) {
        matches = matches(path.substring(0, i), true);
      }
      return matches;
    }

    /** Tells whether it speaks for what it matches, as with a leading {@code !}. */
    boolean isNegated() {
      return matcher.getNegation();
    }
  }

  /** A pattern is none. */
  static final class PatternException extends Exception {
    private static final long serialVersionUID = 1;

    PatternException(String message) {
      super(message);
    }
  }
}
