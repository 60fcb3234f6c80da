package dev.davit.registrar.index.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of a tool, as JSON has them. What has another type than it should is refused. */
final class Arguments {
  private final Map<String, ?> values;

  /**
   * Takes arguments.
   *
   * @throws IllegalArgumentException if there is one that is not known
   */
  Arguments(Map<String, ?> values, Set<String> known) {
    this.values = values;
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("There is no argument " + unknown.iterator().next() + ".");
    }
  }

  Optional<String> text(String name) {
    Object value = values.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name, "a text");
    }
    return Optional.ofNullable((String) value);
  }

  String requiredText(String name) {
    return text(name)
        .orElseThrow(() -> new IllegalArgumentException("The argument " + name + " is missing."));
  }

  OptionalInt number(String name) {
    Object value = values.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!(value instanceof Integer number)) {
      throw wrong(name, "a number");
    }
    return OptionalInt.of(number);
  }

  long requiredSize(String name) {
    if (!(values.get(name) instanceof Number number) || number.doubleValue() % 1 != 0) {
      throw wrong(name, "a whole number");
    }
    return number.longValue();
  }

  List<String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw wrong(name, "a list of texts");
    }
    return list.stream().map(String.class::cast).toList();
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException e) {
            throw wrong(name, "a time like 2026-05-20T10:02:00+08:00");
          }
        });
  }

  <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
    return text(name).map(text -> word(name, type, text));
  }

  static <E extends Enum<E>> E word(String name, Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                name,
                "one of "
                    + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .toList())));
  }

  static IllegalArgumentException wrong(String name, String kind) {
    return new IllegalArgumentException("The argument " + name + " must be " + kind + ".");
  }
}
