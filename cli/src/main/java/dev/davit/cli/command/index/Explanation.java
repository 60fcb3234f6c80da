package dev.davit.cli.command.index;

import dev.davit.cli.text.Say;
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
      String words = each.words().isEmpty() ? Say.of("the sentence") : "\"" + each.words() + "\"";
      lines.add(row(part, Say.of("{0}   from {1}", value(each.part(), query), words)));
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
                ? Say.of("nothing is current")
                : Say.of(
                    "{0} current: {1}", result.focus().size(), String.join(" ", ids(result)))));
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
        : Say.of(", {0} not obeyed: nothing else was left", String.join(", ", result.relaxed()));
  }

  private static String window(ListResult result) {
    return Say.of(
        "{0} until {1}",
        result.interpreted().since().map(Instant::toString).orElse(Say.of("the beginning")),
        result.interpreted().until().map(Instant::toString).orElse(Say.of("now")));
  }

  private static String value(Heard.Part part, FileQuery query) {
    return switch (part) {
      case NAME -> "name";
      case VERSION -> query.version().word();
      case TURN ->
          query.turnFilter().isPresent()
              ? Say.of("turn {0}", query.turnFilter().getAsInt())
              : Say.of("unknown turn");
      case TYPE -> String.join(", ", query.fileTypes());
      case TIME -> "window";
      case REFERENCE ->
          query.reference().word()
              + (query.count().isPresent() ? Say.of(", count {0}", query.count().getAsInt()) : "")
              + (query.index().isPresent() ? Say.of(", index {0}", query.index().getAsInt()) : "");
    };
  }

  /** Puts the filters on one after another, in the order in which they apply. */
  private String counts(ListResult result) {
    FileQuery query = result.interpreted().query();
    var step = FileQuery.builder().pageSize(1).version(query.version());
    query.turn().ifPresent(step::turn);
    StringBuilder counts = new StringBuilder();
    long left = total(step.build());
    counts.append(Say.of("{0} in the session", left));
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
      counts.append(Say.of(", {0} left out by {1}", left - next, filter.getKey()));
      left = next;
    }
    return counts.append(Say.of(", {0} chosen", result.files().size())).toString();
  }

  private long total(FileQuery query) {
    return session.list(query).total();
  }
}
