package dev.davit.cli.command.index;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Type, time and page: what "ls" and "search" have in common. Written as tools' arguments. */
final class FilterOptions {

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "TYPE",
      description = {
        "Only of these types: config, log, image, document, spreadsheet, presentation, code, data,"
            + " archive, audio, video, model, or endings such as yaml. Several with commas."
      })
  private List<String> types = new ArrayList<>();

  @Option(names = "--recent", description = "Only of the last five minutes.")
  private boolean recent;

  @Option(names = "--today", description = "Only of today, where the user is.")
  private boolean today;

  @Option(names = "--yesterday", description = "Only of yesterday, where the user is.")
  private boolean yesterday;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = {
        "Only from then on: 2026-05-20T10:02:00+08:00, or 2026-05-20 or 2026-05-20T10:02 where the"
            + " user is."
      })
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "T", description = "Only before then.")
  private @Nullable String until;

  @Option(
      names = "--page-size",
      paramLabel = "N",
      description = "How many files at once, 1 to 100; 20 unless given.")
  private @Nullable Integer pageSize;

  @Option(
      names = "--cursor",
      paramLabel = "C",
      description = "Go on where an answer with the same options ended.")
  private @Nullable String cursor;

  /** Adds what was given to a tool's arguments. */
  void addTo(Map<String, Object> arguments, ZoneId zone) {
    if (!types.isEmpty()) {
      arguments.put("file_type", types);
    }
    List<String> ranges = new ArrayList<>();
    if (recent) {
      ranges.add("recent");
    }
    if (today) {
      ranges.add("today");
    }
    if (yesterday) {
      ranges.add("yesterday");
    }
    if (ranges.size() > 1) {
      throw new UsageException(Say.of("give one of --recent, --today and --yesterday"));
    }
    ranges.forEach(range -> arguments.put("time_range", range));
    put(arguments, "since", since == null ? null : instant("--since", since, zone));
    put(arguments, "until", until == null ? null : instant("--until", until, zone));
    put(arguments, "page_size", pageSize);
    put(arguments, "cursor", cursor);
  }

  static void put(Map<String, Object> arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.put(name, value);
    }
  }

  private static String instant(String option, String text, ZoneId zone) {
    for (Reading reading :
        List.<Reading>of(
            () -> OffsetDateTime.parse(text).toZonedDateTime(),
            () -> LocalDateTime.parse(text).atZone(zone),
            () -> LocalDate.parse(text).atStartOfDay(zone))) {
      try {
        return reading.read().toOffsetDateTime().toString();
      } catch (DateTimeException e) {
        // the next form
      }
    }
    throw new UsageException(
        Say.of(
            "{0} must be a time like 2026-05-20T10:02 or 2026-05-20, not \"{1}\"", option, text));
  }

  private interface Reading {
    ZonedDateTime read();
  }
}
