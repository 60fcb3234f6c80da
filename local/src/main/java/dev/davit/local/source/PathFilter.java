package dev.davit.local.source;

import dev.davit.core.port.Change.IgnoredReason;
import dev.davit.core.port.SourceException;
import dev.davit.core.spi.SourceOptions;
import dev.davit.local.source.IgnoreRules.PatternException;
import dev.davit.local.source.IgnoreRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.ignore.FastIgnoreRule;
import org.jspecify.annotations.Nullable;

/** Decides by their names which files and folders are taken, and can say which rule decided. */
final class PathFilter {
  private final boolean all;
  private final IgnoreRules exclude;
  private final IgnoreRules include;
  private final List<Naming> namings;

  /**
   * Reads the patterns of the options.
   *
   * @throws SourceException if one is none
   */
  PathFilter(SourceOptions options) {
    all = options.all();
    try {
      exclude = IgnoreRules.ofOption("--exclude", options.exclude());
      include = IgnoreRules.ofOption("--include", options.include());
    } catch (PatternException e) {
      throw new SourceException(
          e.getMessage() + ". Is a bracket not closed? A backslash makes \\[ an ordinary one.", e);
    }
    namings = Naming.of(options.include());
  }

  /** Begins at the source folder. */
  Folder root(IgnoreRules own) {
    return new Folder(null, "", own);
  }

  /** Something is not taken. */
  record Refusal(IgnoredReason reason, String rule) {}

  /** A folder that was entered: the rules that hold in it. */
  final class Folder {
    private final @Nullable Folder above;
    private final String prefix;
    private final IgnoreRules own;

    /**
     * Makes one.
     *
     * @param above the nearest folder above it that has an ignore file
     * @param prefix its path and a slash; empty for the source itself
     * @param own the rules of its ignore file
     */
    private Folder(@Nullable Folder above, String prefix, IgnoreRules own) {
      this.above = above;
      this.prefix = prefix;
      this.own = own;
    }

    /** Returns the path of this folder and a slash; empty for the source itself. */
    String prefix() {
      return prefix;
    }

    /** Enters a folder in this one. */
    Folder enter(String name, IgnoreRules rules) {
      return new Folder(nearestWithRules(), prefix + name + "/", rules);
    }

    private @Nullable Folder nearestWithRules() {
      return own.isEmpty() ? above : this;
    }

    /** Returns what speaks against a folder in this one. */
    Optional<Refusal> judgeFolder(String name) {
      Optional<Refusal> refusal = unasked(name, true);
      return refusal.isPresent() ? refusal : unwanted(name, true);
    }

    /** Returns what speaks against a folder in this one that holds what was named as a source. */
    Optional<Refusal> judgeNamedFolder(String name) {
      return unwanted(name, true);
    }

    /** Returns what speaks against a file in this one. */
    Optional<Refusal> judgeFile(String name) {
      Optional<Refusal> refusal = unasked(name, false);
      return refusal.isPresent() ? refusal : judgeNamedFile(name);
    }

    /** Returns what speaks against a file in this one that was itself named as a source. */
    Optional<Refusal> judgeNamedFile(String name) {
      Optional<Refusal> refusal = unwanted(name, false);
      return refusal.isPresent() || include.isEmpty() ? refusal : unincluded(name);
    }

    private Optional<Refusal> unasked(String name, boolean folder) {
      if (all) {
        return Optional.empty();
      }
      Optional<BuiltInRules.Rule> rule = BuiltInRules.INSTANCE.find(name, folder);
      return rule.isPresent() ? system(name, rule.get()) : hidden(name);
    }

    private Optional<Refusal> system(String name, BuiltInRules.Rule rule) {
      return namings.stream().anyMatch(naming -> naming.names(name, rule))
          ? Optional.empty()
          : Optional.of(new Refusal(IgnoredReason.SYSTEM, rule.text()));
    }

    private Optional<Refusal> hidden(String name) {
      return name.charAt(0) != '.' || namings.stream().anyMatch(n -> n.namesHidden(name))
          ? Optional.empty()
          : Optional.of(new Refusal(IgnoredReason.HIDDEN, "the name begins with a dot"));
    }

    private Optional<Refusal> unwanted(String name, boolean folder) {
      Optional<Refusal> refusal = refusal(ignoring(name, folder));
      return refusal.isPresent() || exclude.isEmpty()
          ? refusal
          : refusal(exclude.decide(prefix + name, folder));
    }

    /** Returns the rule of the nearest ignore file that has one for a name. */
    private Optional<Rule> ignoring(String name, boolean folder) {
      Optional<Rule> rule = Optional.empty();
      Folder at = nearestWithRules();
      while (at != null && rule.isEmpty()) {
        String path = prefix + name;
        rule = at.own.decide(path.substring(at.prefix.length()), folder);
        at = at.above;
      }
      return rule;
    }

    private Optional<Refusal> unincluded(String name) {
      Optional<Rule> rule = include.decideWithin(prefix + name);
      return rule.isPresent() && !rule.get().isNegated()
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  IgnoredReason.FILTERED,
                  rule.map(Rule::text).orElse("no --include pattern matches")));
    }

    /** Returns the rule because of which something is taken that others speak against. */
    Optional<String> favour(String name, boolean folder) {
      String path = prefix + name;
      return include
          .decideWithin(path)
          .or(() -> exclude.decide(path, folder))
          .or(() -> ignoring(name, folder))
          .filter(rule -> rule.isNegated() || include.holds(rule))
          .map(Rule::text);
    }

    private static Optional<Refusal> refusal(Optional<Rule> rule) {
      return rule.isEmpty() || rule.get().isNegated()
          ? Optional.empty()
          : Optional.of(new Refusal(IgnoredReason.FILTERED, rule.get().text()));
    }
  }

  /**
   * One segment of an include pattern, which may name what would not be taken otherwise. A wildcard
   * does not: {@code *.json} is no wish for {@code upload_credentials.json}, nor {@code *} for
   * {@code .env}, but {@code *.pem} is one for {@code server.pem} and {@code .github} for itself.
   *
   * @param literal the segment without its wildcards
   */
  private record Naming(String segment, String literal, FastIgnoreRule matcher) {
    private static final Pattern WILDCARDS = Pattern.compile("[*?]|(?<!\\\\)\\[[^]]*]|\\\\");

    static List<Naming> of(List<String> patterns) {
      List<Naming> namings = new ArrayList<>();
      for (String pattern : patterns) {
        if (!pattern.startsWith("!")) {
          for (String segment : pattern.split("/", -1)) {
            String literal = WILDCARDS.matcher(segment).replaceAll("");
            if (!literal.isEmpty()) {
              namings.add(new Naming(segment, literal, new FastIgnoreRule(segment)));
            }
          }
        }
      }
      return List.copyOf(namings);
    }

    boolean names(String name, BuiltInRules.Rule rule) {
      return rule.matches(literal) && matcher.isMatch(name, true, true);
    }

    boolean namesHidden(String name) {
      return (segment.startsWith(".") || segment.startsWith("\\."))
          && matcher.isMatch(name, true, true);
    }
  }
}
