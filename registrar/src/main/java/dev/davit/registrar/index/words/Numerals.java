package dev.davit.registrar.index.words;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Small numbers as people write them. */
final class Numerals {
  /** A number in digits or Chinese characters. */
  static final String ZH = "(?:[0-9]{1,4}|[零一二两三四五六七八九十百]{1,5}|俩)";

  /** A number in digits or English words. */
  static final String EN =
      "(?:[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
          + "twenty|thirty|forty|fifty|sixty|a couple(?: of)?|couple of|a few|few)";

  /** An ordinal in English. */
  static final String ORDINAL =
      "(?:[0-9]{1,4}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
          + "tenth|eleventh|twelfth)";

  private static final String DIGITS = "零一二三四五六七八九";
  private static final List<String> ORDINALS =
      List.of(
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth");
  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("fifteen", 15),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("a couple", 2),
          Map.entry("a couple of", 2),
          Map.entry("couple of", 2),
          Map.entry("a few", 3),
          Map.entry("few", 3),
          Map.entry("几", 3),
          Map.entry("俩", 2));

  private Numerals() {}

  /** Reads a number; empty if it is none. */
  static OptionalInt read(String text) {
    if (text.matches("[0-9]{1,6}")) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    Integer word = WORDS.get(text);
    if (word != null) {
      return OptionalInt.of(word);
    }
    if (ORDINALS.contains(text)) {
      return OptionalInt.of(ORDINALS.indexOf(text) + 1);
    }
    if (text.matches("[0-9]{1,4}(?:st|nd|rd|th)")) {
      return OptionalInt.of(Integer.parseInt(text.substring(0, text.length() - 2)));
    }
    return text.matches("[零一二两三四五六七八九十百]+") ? chinese(text) : OptionalInt.empty();
  }

  private static OptionalInt chinese(String text) {
    int sum = 0;
    int digit = -1;
    for (char c : text.replace('两', '二').toCharArray()) {
      int value = DIGITS.indexOf(c);
      if (value >= 0) {
        digit = digit > 0 ? digit * 10 + value : value;
      } else {
        int unit = c == '十' ? 10 : 100;
        sum += (digit < 0 ? 1 : digit) * unit;
        digit = -1;
      }
    }
    return OptionalInt.of(sum + Math.max(digit, 0));
  }
}
