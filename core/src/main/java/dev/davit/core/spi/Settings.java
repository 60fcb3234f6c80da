package dev.davit.core.spi;

import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one destination, read by type.
 *
 * <p>A provider reads every setting it knows and then calls {@link #end}, which fails on what is
 * left. Names are in kebab case. Used by one thread.
 */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgt]?)(i?)b?");

  /** How good the network is concerns every provider, and some take no notice. */
  private static final Set<String> GENERAL = Set.of("network");

  private final Destination destination;
  private final Map<String, String> values;
  private final Set<String> known = new HashSet<>(GENERAL);

  /**
   * Wraps values.
   *
   * @param values texts by setting name
   */
  public Settings(Destination destination, Map<String, String> values) {
    this.destination = destination;
    this.values = Map.copyOf(values);
  }

  /** Returns the destination they are for. */
  public Destination destination() {
    return destination;
  }

  /** Returns a setting's text, if it is set. */
  public Optional<String> optional(String name) {
    known.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Returns a setting's text.
   *
   * @throws SettingsException if it is not set
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(() ->
            SettingsException.about(
                name, destination + " needs the setting \"" + name + "\"; set it with --" + name));
  }

  /** Returns a secret, if it is set. */
  public Optional<Secret> secret(String name) {
    return optional(name).map(Secret::of);
  }

  /**
   * Returns a yes or no, if set.
   *
   * @throws SettingsException if it is neither {@code true} nor {@code false}
   */
  public Optional<Boolean> flag(String name) {
    return parsed(
        name,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /**
   * Returns a duration such as {@code 30s}, {@code 500ms}, {@code 5m}, {@code 2h}, {@code 1d}.
   *
   * @throws SettingsException if it has another form
   */
  public Optional<Duration> duration(String name) {
    return parsed(name, "a duration such as 30s, 500ms, 5m, 2h or 1d", Settings::parseDuration);
  }

  /**
   * Returns a number of bytes, such as {@code 64M} (64 × 1024 × 1024), {@code 64MiB} or {@code
   * 1000}.
   *
   * @throws SettingsException if it has another form
   */
  public Optional<Long> size(String name) {
    return parsed(name, "a size such as 64M, 1G or 4096", Settings::parseSize);
  }

  /**
   * Returns a whole number within bounds, if set.
   *
   * @throws SettingsException if it is no number, or outside
   */
  public Optional<Integer> number(String name, int min, int max) {
    return parsed(
        name,
        "a number from " + min + " to " + max,
        text -> parseNumber(text).filter(n -> n >= min && n <= max).map(Long::intValue));
  }

  /**
   * Returns one of an enum's values, written in lower case with {@code -} for {@code _}.
   *
   * @throws SettingsException if it is none of them
   */
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return parsed(
        name,
        "one of " + constants.stream().map(Settings::spelled).toList(),
        text -> constants.stream().filter(c -> spelled(c).equals(text)).findFirst());
  }

  /**
   * Says that everything was read.
   *
   * @throws SettingsException if a setting is left over; the message names the nearest known one
   */
  public void end() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      throw SettingsException.about(
          name,
          destination.scheme()
              + ": does not know the setting \""
              + name
              + "\""
              + nearest(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
    }
  }

  /** Parses a duration as {@link #duration} does; empty if it has another form. */
  public static Optional<Duration> parseDuration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return parseNumber(form.group(1))
        .map(n ->
            switch (form.group(2)) {
              case "ms" -> Duration.ofMillis(n);
              case "s" -> Duration.ofSeconds(n);
              case "m" -> Duration.ofMinutes(n);
              case "h" -> Duration.ofHours(n);
              default -> Duration.ofDays(n);
            });
  }

  /** Parses a size as {@link #size} does; empty if it has another form or is too large. */
  public static Optional<Long> parseSize(String text) {
    Matcher form = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches() || (form.group(2).isEmpty() && !form.group(3).isEmpty())) {
      return Optional.empty();
    }
    int shift = 10 * ("kmgt".indexOf(form.group(2)) + 1) * Math.min(1, form.group(2).length());
    return parseNumber(form.group(1))
        .filter(n -> n <= Long.MAX_VALUE >> shift)
        .map(n -> n << shift);
  }

  /** Returns the candidate nearest to a mistyped name, if any is near. */
  public static Optional<String> nearest(String name, Set<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt((String c) -> distance(name, c)).thenComparing(c -> c))
        .filter(c -> distance(name, c) <= Math.max(2, c.length() / 3));
  }

  private static Optional<Long> parseNumber(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <T> Optional<T> parsed(String name, String form, Function<String, Optional<T>> parser) {
    Optional<String> text = optional(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parser.apply(text.get());
    if (value.isEmpty()) {
      throw SettingsException.about(
          name, "the setting \"" + name + "\" is \"" + text.get() + "\"; it must be " + form);
    }
    return value;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
