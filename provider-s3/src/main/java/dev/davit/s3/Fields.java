package dev.davit.s3;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The header fields of an answer, in their order. */
final class Fields {
  private final List<String> names = new ArrayList<>(12);
  private final List<String> values = new ArrayList<>(12);

  void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  /** Returns the last value of a field. */
  Optional<String> get(String name) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return Optional.of(values.get(i));
      }
    }
    return Optional.empty();
  }

  /** Returns how many values of a field differ. */
  long values(String name) {
    List<String> found = new ArrayList<>(1);
    forEach((field, value) -> {
      if (field.equalsIgnoreCase(name)) {
        found.add(value);
      }
    });
    return found.stream().distinct().count();
  }

  /** Tells whether a field lists a token. */
  boolean lists(String name, String token) {
    return get(name).filter(value -> listed(value, token)).isPresent();
  }

  private static boolean listed(String value, String token) {
    for (String one : value.split(",", -1)) {
      if (one.strip().equalsIgnoreCase(token)) {
        return true;
      }
    }
    return false;
  }

  Optional<Instant> date() {
    try {
      return get("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  void forEach(BiConsumer<String, String> each) {
    for (int i = 0; i < names.size(); i++) {
      each.accept(names.get(i), values.get(i));
    }
  }
}
