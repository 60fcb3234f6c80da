package dev.davit.cli.show;

import dev.davit.cli.text.Say;
import java.time.Duration;
import java.util.Locale;

/** Writes numbers, sizes and times as people read them. */
public final class Words {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Words() {}

  /** Returns a number such as {@code 1,234}. */
  public static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /**
   * Returns a number and its noun, such as {@code 1 file} and {@code 1,234 files}, in the language
   * spoken; the noun is an English literal.
   */
  public static String count(long n, String noun) {
    return Say.count(n, noun);
  }

  /** Returns a size such as {@code 999 B}, {@code 1.5 KiB} and {@code 120 MiB}. */
  public static String bytes(long n) {
    if (n < 1024) {
      return n + " B";
    }
    double value = n;
    int unit = -1;
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /**
   * Returns a span such as {@code 0.4 s}, {@code 12 s}, {@code 2 min 3 s} and {@code 1 h 5 min}.
   */
  public static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 10) {
      return Say.of("{0} s", String.format(Locale.ROOT, "%.1f", span.toMillis() / 1000.0));
    }
    if (seconds < 60) {
      return Say.of("{0} s", seconds);
    }
    return seconds < 3600
        ? Say.of("{0} min {1} s", seconds / 60, seconds % 60)
        : Say.of("{0} h {1} min", seconds / 3600, seconds / 60 % 60);
  }

  /**
   * Returns a span for a clock that counts down, such as {@code 0:07}, {@code 12:34}, {@code
   * 1:02:03}.
   */
  static String countdown(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Returns an enum's constant as words in the language spoken, such as {@code same content}. */
  public static String of(Enum<?> constant) {
    return Say.any(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
