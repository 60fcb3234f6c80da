package dev.davit.registrar.index.words;

/**
 * Characters that stand for what was read already, so that what is read later sees that something
 * was there.
 */
final class Marks {
  /** A type word: singular, plural, or of a language that does not tell. */
  static final char TYPE = '\uE010';

  static final char TYPES = '\uE011';
  static final char TYPE_ZH = '\uE012';

  /** The word file: likewise. */
  static final char FILE = '\uE013';

  static final char FILES = '\uE014';
  static final char FILE_ZH = '\uE015';

  /** Something with a dot that is no file name. */
  static final char OPAQUE = '\uE016';

  /** The first named file; the others follow. */
  static final char NAME = '\uE100';

  /** The most names that are read. */
  static final int NAMES = 100;

  static final String NOUN = "[\uE010-\uE015]";
  static final String SINGULAR = "[\uE010\uE013]";
  static final String PLURAL = "[\uE011\uE014]";

  private Marks() {}

  static boolean isName(char c) {
    return c >= NAME && c < NAME + NAMES;
  }

  static boolean isNoun(char c) {
    return c >= TYPE && c <= FILE_ZH;
  }

  static boolean isType(char c) {
    return c >= TYPE && c <= TYPE_ZH;
  }
}
