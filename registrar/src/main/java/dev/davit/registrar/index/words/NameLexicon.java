package dev.davit.registrar.index.words;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Knows the base names of a session, as keys. */
public interface NameLexicon {

  /** Returns the longest name with which the text begins. */
  Optional<String> longest(String text);

  /** Looks among keys of names. */
  static NameLexicon of(Collection<String> keys) {
    TreeSet<String> sorted = new TreeSet<>(keys);
    return text -> Prefixes.longest(text, prefix -> Optional.ofNullable(sorted.floor(prefix)));
  }
}
