package dev.davit.registrar.index.words;

import java.util.Set;

/** Words of the grammar itself, which a file may happen to have as its name. */
final class Vocabulary {
  private static final Set<String> WORDS =
      Set.of(
          "the",
          "this",
          "that",
          "these",
          "those",
          "it",
          "all",
          "both",
          "other",
          "another",
          "last",
          "first",
          "latest",
          "newest",
          "oldest",
          "previous",
          "next",
          "today",
          "yesterday",
          "now",
          "one",
          "two",
          "three",
          "and",
          "with",
          "from",
          "in",
          "on",
          "of",
          "to",
          "is",
          "what",
          "new",
          "old",
          "my",
          "me",
          "upload",
          "uploaded",
          "before",
          "after",
          "since",
          "between",
          "recent",
          "version");

  private Vocabulary() {}

  static boolean has(String name) {
    return WORDS.contains(name)
        || TypeWords.isWord(name)
        || name.matches("[这那它此该上下前后最新近早晚今昨天个的和与两三]{1,4}|[0-9]+");
  }
}
