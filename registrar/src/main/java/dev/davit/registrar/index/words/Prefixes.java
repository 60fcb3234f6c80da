package dev.davit.registrar.index.words;

import java.util.Optional;

/** Finds the longest key that a text begins with, in any sorted set of keys. */
public final class Prefixes {
  private Prefixes() {}

  /**
   * A sorted set of keys, in which a key comes before what begins with it.
   *
   * @param <E> what a look may throw
   */
  public interface Sorted<E extends Exception> {
    /** Returns the last key that is not behind a text. */
    Optional<String> floor(String text) throws E;
  }

  /**
   * Looks a few times: the last key not behind the text either is its beginning, or shares a
   * beginning with it that is all that a shorter key could be.
   */
  public static <E extends Exception> Optional<String> longest(String text, Sorted<E> keys)
      throws E {
    String rest = text;
    while (!rest.isEmpty()) {
      Optional<String> floor = keys.floor(rest);
      if (floor.isEmpty()) {
        return Optional.empty();
      }
      String key = floor.get();
      if (rest.startsWith(key)) {
        return key.isEmpty() ? Optional.empty() : floor;
      }
      rest = common(rest, key);
    }
    return Optional.empty();
  }

  private static String common(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int i = 0;
    while (i < length && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    boolean split = i > 0 && Character.isHighSurrogate(one.charAt(i - 1));
    return one.substring(0, split ? i - 1 : i);
  }
}
