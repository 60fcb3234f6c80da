package dev.davit.registrar.index.words;

import dev.davit.registrar.index.VersionSelector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which version words speak of.
 *
 * @param text what is left
 */
record VersionWords(String text, Optional<VersionSelector> version) {
  private static final String V = "版(?:本)?(?!权|面|块|式|图)";
  private static final Pattern NUMBERED =
      Pattern.compile(
          "第(?<zh>"
              + Numerals.ZH
              + ")个?"
              + V
              + "|版本(?:号)? ?(?<zh2>[0-9]{1,4})"
              + "|(?<![a-z0-9_.])(?:v|ver\\.? ?|version #?|revision |rev\\.? ?)(?<n>[0-9]{1,4})(?![0-9a-z_]|\\.[0-9])"
              + "|(?<![a-z])(?:the )?(?<nth>"
              + Numerals.ORDINAL
              + ") (?:version|revision)");
  private static final Pattern FIRST =
      Pattern.compile(
          "(?:最初|最早|原始|初始)的?"
              + V
              + "|原版|初版|(?<![a-z])(?:the )?(?:original|initial|oldest) version");
  private static final Pattern PREVIOUS =
      Pattern.compile(
          "(?:上一?个?|前一?个?|旧的?|老的?|之前的?|以前的?|先前的?)"
              + V
              + "|(?<![a-z])(?:the |an? |its )?(?:previous|prior|older|old|earlier|last|preceding) (?:version|revision)");
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:最新的?|当前的?|现在的?|最后的?)"
              + V
              + "|(?<![a-z])(?:the )?(?:latest|current|newest|most recent|head) (?:version|revision)");

  static VersionWords of(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.find()) {
      for (String group : List.of("zh", "zh2", "n", "nth")) {
        if (numbered.group(group) != null) {
          int version = Numerals.read(numbered.group(group)).orElse(0);
          return version < 1
              ? new VersionWords(text, Optional.empty())
              : cut(text, numbered, VersionSelector.number(version));
        }
      }
    }
    for (Word word :
        List.of(
            new Word(FIRST, VersionSelector.number(1)),
            new Word(PREVIOUS, VersionSelector.PREVIOUS),
            new Word(HEAD, VersionSelector.HEAD))) {
      Matcher matcher = word.pattern().matcher(text);
      if (matcher.find()) {
        return cut(text, matcher, word.version());
      }
    }
    return new VersionWords(text, Optional.empty());
  }

  private record Word(Pattern pattern, VersionSelector version) {}

  private static VersionWords cut(String text, Matcher found, VersionSelector version) {
    String rest = text.substring(0, found.start()) + " " + text.substring(found.end());
    return new VersionWords(rest, Optional.of(version));
  }
}
