package dev.davit.cli.command.index;

import dev.davit.registrar.index.FileQuery;
import dev.davit.registrar.index.Heard;
import dev.davit.registrar.index.ListResult;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Says why an answer is what it is: what was read, which window, what each filter left out. */
final class Explanation {
  private final SessionIndex session;

  Explanation(SessionIndex session) {
    this.session = session;
  }

  /**
   * Explains one answer.
   *
   * @param heard which words were read as what; empty if there were no words
   */
  List<String> of(ListResult result, List<Heard> heard) {
    List<String> lines = new ArrayList<>();
    FileQuery query = result.interpreted().query();
    for (Heard each : heard) {
      String part = each.part().name().toLowerCase(Locale.ROOT);
      String words = each.words().isEmpty() ? "the sentence" : "\"" + each.words() + "\"";
      lines.add(row(part, value(each.part(), query) + "   from " + words));
    }
    if (heard.isEmpty()) {
      lines.add(row("reference", value(Heard.Part.REFERENCE, query)));
    }
    if (result.interpreted().since().isPresent() || result.interpreted().until().isPresent()) {
      lines.add(row("window", window(result)));
    }
    lines.add(
        row(
            "focus",
            result.focus().isEmpty()
                ? "nothing is current"
                : result.focus().size() + " current: " + String.join(" ", ids(result))));
    lines.add(row("filters", counts(result)));
    lines.add(row("status", result.status().word() + relaxed(result)));
    return lines;
  }

  private static String row(String name, String value) {
    return String.format("  %-10s %s", name, value);
  }

  private static List<String> ids(ListResult result) {
    return result.focus().stream().limit(5).map(id -> id.value()).toList();
  }

  private static String relaxed(ListResult result) {
    return result.relaxed().isEmpty()
        ? ""
        : ", " + String.join(", ", result.relaxed()) + " not obeyed: nothing else was left";
  }

  private static String window(ListResult result) {
    return result.interpreted().since().map(Instant::toString).orElse("the beginning")
        + " until "
        + result.interpreted().until().map(Instant::toString).orElse("now");
  }

  private static String value(Heard.Part part, FileQuery query) {
    return switch (part) {
      case NAME -> "name";
      case VERSION -> query.version().word();
      case TURN ->
          query.turnFilter().isPresent() ? "turn " + query.turnFilter().getAsInt() : "unknown turn";
      case TYPE -> String.join(", ", query.fileTypes());
      case TIME -> "window";
      case REFERENCE ->
          query.reference().word()
              + number(", count ", query.count())
              + number(", index ", query.index());
    };
  }

  private static String number(String before, OptionalInt number) {
    return number.isPresent() ? before + number.getAsInt() : "";
  }

  /** Puts the filters on one after another, in the order in which they apply. */
  private String counts(ListResult result) {
    FileQuery query = result.interpreted().query();
    var step = FileQuery.builder().pageSize(1).version(query.version());
    query.turn().ifPresent(step::turn);
    StringBuilder counts = new StringBuilder();
    long left = total(step.build());
    counts.append(left).append(" in the session");
    List<Map.Entry<String, Runnable>> filters = new ArrayList<>();
    if (!query.fileTypes().isEmpty()) {
      filters.add(Map.entry("type", () -> step.fileTypes(query.fileTypes())));
    }
    if (!query.names().isEmpty()) {
      filters.add(Map.entry("name", () -> step.names(query.names())));
    }
    Optional<TimeRange> range = query.timeRange();
    if (range.isPresent() || query.since().isPresent() || query.until().isPresent()) {
      filters.add(
          Map.entry(
              "time",
              () -> {
                result.interpreted().since().ifPresent(step::since);
                result.interpreted().until().ifPresent(step::until);
              }));
    }
    if (query.turnFilter().isPresent()) {
      filters.add(Map.entry("turn", () -> step.turnFilter(query.turnFilter().getAsInt())));
    }
    for (Map.Entry<String, Runnable> filter : filters) {
      filter.getValue().run();
      long next = total(step.build());
      counts.append(", ").append(left - next).append(" left out by ").append(filter.getKey());
      left = next;
    }
    return counts.append(", ").append(result.files().size()).append(" chosen").toString();
  }

  private long total(FileQuery query) {
    return session.list(query).total();
  }
}
