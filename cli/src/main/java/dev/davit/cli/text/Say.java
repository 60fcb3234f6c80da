package dev.davit.cli.text;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says sentences in the language of whoever reads. The English stands in the code and is what the
 * other languages are looked up by, in the {@code .po} files beside this class; English itself
 * needs no look-up and loads nothing. Where a translation is missing, English is said.
 *
 * <p>The language belongs to the process, as the JDK's default locale does; {@code Main} sets it
 * before anything is said. Safe for use by any thread.
 */
public final class Say {
  private static volatile Language language = Language.ENGLISH;
  private static volatile @Nullable Map<String, String> catalogue = Map.of();

  private Say() {}

  /** Speaks a language from now on. */
  public static synchronized void in(Language chosen) {
    language = chosen;
    catalogue = chosen == Language.ENGLISH ? Map.of() : null;
  }

  /** Returns the language that is spoken. */
  public static Language language() {
    return language;
  }

  /**
   * Returns a sentence.
   *
   * @param english a literal, so that translations can be held complete by a test; {@code {0}},
   *     {@code {1}}, … stand for values
   * @param values to put in, as they are
   */
  public static String of(String english, Object... values) {
    return fill(any(english), values);
  }

  /** Returns a sentence in English, for machines. */
  public static String english(String english, Object... values) {
    return fill(english, values);
  }

  /** Returns a number of things, such as {@code 1 file}; {@code noun} is a literal. */
  public static String count(long n, String noun) {
    String number = String.format(Locale.ROOT, "%,d", n);
    String english = "{0} " + noun;
    String said = any(english);
    return fill(said, number) + (said.equals(english) && n != 1 ? "s" : "");
  }

  /** Returns a text that is not a literal here, such as an option's description. */
  public static String any(String english) {
    return sentences().getOrDefault(english, english);
  }

  /**
   * Returns a sentence that is English whatever the reader's language is, such as what a provider
   * says of an error; elsewhere than in English, {@code lead} says first what kind of thing it is.
   */
  public static String lead(String lead, String sentence) {
    return language == Language.ENGLISH ? sentence : of("{0}: {1}", lead, sentence);
  }

  private static Map<String, String> sentences() {
    Map<String, String> read = catalogue;
    return read == null ? read() : read;
  }

  private static synchronized Map<String, String> read() {
    Map<String, String> read = catalogue;
    if (read == null) {
      read = Catalogue.of(language);
      catalogue = read;
    }
    return read;
  }

  private static String fill(String pattern, Object... values) {
    int open = pattern.indexOf('{');
    if (open < 0) {
      return pattern;
    }
    StringBuilder text = new StringBuilder(pattern.length() + 32);
    int done = 0;
    for (; open >= 0; open = pattern.indexOf('{', done)) {
      text.append(pattern, done, open);
      int index = open + 2 < pattern.length() ? pattern.charAt(open + 1) - '0' : -1;
      boolean place = index >= 0 && index < values.length && pattern.charAt(open + 2) == '}';
      text.append(place ? String.valueOf(values[index]) : "{");
      done = place ? open + 3 : open + 1;
    }
    return text.append(pattern, done, pattern.length()).toString();
  }
}
