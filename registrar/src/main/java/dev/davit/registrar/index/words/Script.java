package dev.davit.registrar.index.words;

import dev.davit.registrar.index.naming.Tables;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Traditional and Simplified characters. */
final class Script {
  private static final Map<Character, Character> SIMPLIFIED = new HashMap<>();

  static {
    for (String row : Tables.rows(Script.class, "traditional.txt")) {
      for (String pair : row.split(" ", -1)) {
        SIMPLIFIED.put(pair.charAt(0), pair.charAt(1));
      }
    }
  }

  private Script() {}

  /** Writes text in Simplified script, character for character. */
  static String simplified(String text) {
    StringBuilder simplified = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      simplified.setCharAt(i, SIMPLIFIED.getOrDefault(text.charAt(i), text.charAt(i)));
    }
    return simplified.toString();
  }

  /** Returns whether words are meant as in Taiwan: by the locale, else by the characters. */
  static boolean taiwan(String text, Locale locale) {
    boolean chinese = locale.getLanguage().equals("zh");
    if (chinese && (locale.getScript().equals("Hant") || locale.getCountry().equals("TW"))) {
      return true;
    }
    if (chinese && (locale.getScript().equals("Hans") || !locale.getCountry().isEmpty())) {
      return false;
    }
    return !simplified(text).equals(text);
  }
}
