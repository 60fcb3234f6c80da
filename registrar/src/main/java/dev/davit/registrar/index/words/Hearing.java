package dev.davit.registrar.index.words;

import dev.davit.registrar.index.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Notes which words were read as what, for those who want to know why. */
final class Hearing {
  private final List<Heard> heard = new ArrayList<>();

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  void name(String name) {
    heard.add(new Heard(Heard.Part.NAME, name));
  }

  /** Notes what a reader took away from a text, or put a mark in place of. */
  void taken(Heard.Part part, String before, String after) {
    if (before.equals(after)) {
      return;
    }
    int from = 0;
    int end = Math.min(before.length(), after.length());
    while (from < end && before.charAt(from) == after.charAt(from)) {
      from++;
    }
    int to = 0;
    while (to < end - from
        && before.charAt(before.length() - 1 - to) == after.charAt(after.length() - 1 - to)) {
      to++;
    }
    heard.add(new Heard(part, plain(before.substring(from, before.length() - to))));
  }

  /** Notes the fewest words at a stretch from which a reader reads the same. */
  <T> void least(Heard.Part part, String text, Function<String, T> reader) {
    T read = reader.apply(text);
    String least = text;
    while (!least.isEmpty() && Objects.equals(reader.apply(least.substring(1)), read)) {
      least = least.substring(1);
    }
    while (!least.isEmpty()
        && Objects.equals(reader.apply(least.substring(0, least.length() - 1)), read)) {
      least = least.substring(0, least.length() - 1);
    }
    heard.add(new Heard(part, plain(least)));
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars().filter(c -> c < '\uE000' || c > '\uF8FF').forEach(c -> plain.append((char) c));
    return plain.toString().strip();
  }
}
