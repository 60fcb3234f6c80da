package dev.davit.registrar.index.words;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Reference;
import dev.davit.registrar.index.Scope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the word that says which files are meant. The order of the rules is part of the grammar.
 */
final class ReferenceWords {
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
          text -> simple(ReferencePatterns.THOSE, text, Reference.THOSE),
          text -> simple(ReferencePatterns.THAT, text, Reference.THAT),
          ReferenceWords::these,
          text -> simple(ReferencePatterns.THIS, text, Reference.THIS));

  /** Returns whether words speak of an upload or a file. */
  static boolean speaksOfFiles(String text) {
    return ReferencePatterns.ANY_NOUN.matcher(text).find()
        || ReferencePatterns.UPLOADED.matcher(text).find();
  }

  static boolean speaksOfUploads(String text) {
    return ReferencePatterns.UPLOADED.matcher(text).find();
  }

  /**
   * Finds the reference.
   *
   * @param filtered whether a time or a turn was said
   */
  static Optional<Referred> find(String text, boolean filtered) {
    boolean noun = ReferencePatterns.ANY_NOUN.matcher(text).find();
    for (Rule rule : RULES) {
      Optional<Referred> found = rule.find(text);
      if (found.isPresent()) {
        return found.map(referred -> referred.plain(!noun));
      }
    }
    boolean files =
        speaksOfFiles(text) || (filtered && ReferencePatterns.ELLIPSIS.matcher(text).find());
    if (files && ReferencePatterns.EVERY.matcher(text).find()) {
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
    return ReferencePatterns.MANY.matcher(text).find()
        && !ReferencePatterns.ONE.matcher(text).find();
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
    Matcher matcher = ReferencePatterns.OTHER.matcher(text);
    return matcher.find()
        ? Optional.of(
            Referred.to(Reference.OTHER, several(count(matcher, "n", "n2", "n3", "n4", "n5"))))
        : Optional.empty();
  }

  private static Optional<Referred> ordinal(String text) {
    Matcher matcher = ReferencePatterns.ORDINAL.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    boolean session =
        ReferencePatterns.MINE.matcher(text).find() || matcher.group("oldest") != null;
    int index = count(matcher, "n", "n5", "last", "newest", "oldest", "nth", "nth2").orElse(0);
    boolean back =
        matcher.group("back") != null
            || matcher.group("n5") != null
            || matcher.group("last") != null
            || matcher.group("newest") != null;
    if (matcher.group("pen") != null) {
      index = 2;
      back = true;
    }
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
    Matcher oldest = ReferencePatterns.OLDEST.matcher(text);
    if (oldest.find()) {
      return Optional.of(
          new Referred(
              Reference.FIRST,
              several(count(oldest, "n", "n2", "n3")),
              OptionalInt.empty(),
              Scope.SESSION,
              false));
    }
    Matcher newest = ReferencePatterns.NEWEST.matcher(text);
    if (newest.find()) {
      return Optional.of(
          Referred.to(Reference.LAST, several(count(newest, "n", "n2", "n3", "n4", "n5", "n6"))));
    }
    Matcher first = ReferencePatterns.FIRSTS.matcher(text);
    if (first.find()) {
      Scope scope = ReferencePatterns.MINE.matcher(text).find() ? Scope.SESSION : Scope.AUTO;
      return Optional.of(
          new Referred(
              Reference.FIRST, count(first, "n", "n2"), OptionalInt.empty(), scope, false));
    }
    return Optional.empty();
  }

  private static Optional<Referred> previous(String text) {
    Matcher matcher = ReferencePatterns.PREVIOUS.matcher(text);
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
            || (ReferencePatterns.ONE.matcher(text).find()
                && !ReferencePatterns.MANY.matcher(text).find())
            || "one".equals(matcher.group("noun"));
    return Optional.of(
        Referred.to(Reference.PREVIOUS, count.isEmpty() && one ? OptionalInt.of(1) : count));
  }

  private static Optional<Referred> these(String text) {
    Matcher matcher = ReferencePatterns.THESE.matcher(text);
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
    Matcher matcher = ReferencePatterns.NUMBER.matcher(text);
    while (matcher.find()) {
      OptionalInt count = count(matcher, "n", "n2", "n3");
      if (count.orElse(0) > 1) {
        return Optional.of(Referred.to(filtered ? Reference.LAST : Reference.THESE, count));
      }
    }
    return Optional.empty();
  }
}
