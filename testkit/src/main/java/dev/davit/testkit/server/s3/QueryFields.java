package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query of a request, decoded, in order. */
record QueryFields(List<Field> fields) {
  private static final QueryFields NONE = new QueryFields(List.of());

  record Field(String name, String value) {}

  static QueryFields parse(String query) throws S3Refusal {
    if (query.isEmpty()) {
      return NONE;
    }
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at <= query.length()) {
      int end = query.indexOf('&', at);
      if (end < 0) {
        end = query.length();
      }
      if (end > at) {
        int equals = query.indexOf('=', at);
        boolean valued = equals >= 0 && equals < end;
        fields.add(
            new Field(
                decoded(query.substring(at, valued ? equals : end)),
                valued ? decoded(query.substring(equals + 1, end)) : ""));
      }
      at = end + 1;
    }
    return new QueryFields(fields);
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  boolean has(String name) {
    return first(name).isPresent();
  }

  Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  String firstOr(String name, String absent) {
    return first(name).orElse(absent);
  }

  /** Returns a number from 0 to a limit; larger ones are cut to it, as S3 does. */
  int number(String name, int absent, int limit) throws S3Refusal {
    Optional<String> text = first(name);
    if (text.isEmpty() || text.get().isEmpty()) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= 0) {
        return Math.min(value, limit);
      }
    } catch (NumberFormatException e) {
      throw invalid(name, text.get());
    }
    throw invalid(name, text.get());
  }

  private static S3Refusal invalid(String name, String value) {
    return new S3Refusal(
            S3Code.INVALID_ARGUMENT,
            "Argument " + name + " must be an integer that is not negative")
        .element("ArgumentName", name)
        .element("ArgumentValue", value);
  }

  private static String decoded(String text) throws S3Refusal {
    return Percent.decode(text, true).orElseThrow(() -> new S3Refusal(S3Code.INVALID_URI));
  }
}
