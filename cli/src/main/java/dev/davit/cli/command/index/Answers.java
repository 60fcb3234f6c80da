package dev.davit.cli.command.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import dev.davit.registrar.index.CursorException;
import dev.davit.registrar.index.json.IndexJson;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints answers: as JSON exactly what the tools answer, or for people. */
final class Answers {
  static final int OK = 0;
  static final int NONE = 3;
  static final int AMBIGUOUS = 4;
  static final int PARTIAL = 5;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;

  Answers(ZoneId zone) {
    this.zone = zone;
  }

  /** Returns an answer; wrong arguments are the user's. */
  static Map<String, Object> ask(Supplier<Map<String, Object>> tool) {
    try {
      return tool.get();
    } catch (CursorException e) {
      throw new UsageException(
          e.problem() == CursorException.Problem.INVALID
              ? Say.of("the cursor is not one that was printed here")
              : Say.of("the cursor belongs to other options or another session"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  static int exit(Map<String, Object> answer) {
    return switch (String.valueOf(answer.get("status"))) {
      case "none", "no_reference", "not_found" -> NONE;
      case "ambiguous" -> AMBIGUOUS;
      case "partial" -> PARTIAL;
      case "deleted" -> answer.containsKey("file") ? OK : NONE;
      default -> OK;
    };
  }

  /** Prints as the tools answer: UTF-8, whatever the terminal thinks. */
  static void json(Map<String, Object> answer) {
    System.out.writeBytes((IndexJson.text(answer) + "\n").getBytes(UTF_8));
    System.out.flush();
  }

  static void say(String line) {
    System.out.println(line);
  }

  /** Prints why, beside the answer. */
  static void explain(String line) {
    System.err.println(line);
  }

  static Map<String, Object> map(Object json) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (json instanceof Map<?, ?> entries) {
      entries.forEach((name, value) -> map.put(String.valueOf(name), value));
    }
    return map;
  }

  /** Prints a list for people: files to standard output, what is to be known of them after. */
  void list(Map<String, Object> answer) {
    table(files(answer, "files")).forEach(Answers::say);
    String status = String.valueOf(answer.get("status"));
    switch (status) {
      case "none" -> say(Say.of("Nothing: {0}", reason(answer.get("reason"))));
      case "ambiguous" -> say(Say.of("More than one fits; which is meant?"));
      case "partial" -> say(Say.of("There are fewer than were asked for."));
      default -> {}
    }
    if (answer.get("relaxed") instanceof List<?> words && !words.isEmpty()) {
      say(
          Say.of(
              "There is none but the current one, so \"{0}\" was not obeyed.", words.getFirst()));
    }
    also(Say.of("It could also be:"), files(answer, "alternatives"), !status.equals("ok"));
    also(Say.of("Did you mean:"), files(answer, "suggestions"), true);
    Optional.ofNullable(answer.get("next_cursor"))
        .ifPresent(cursor ->
            say(
                Say.of(
                    "There are {0} in all; more with --cursor {1}",
                    String.valueOf(answer.get("total")), cursor)));
  }

  private void also(String heading, List<Map<?, ?>> files, boolean wanted) {
    if (wanted && !files.isEmpty()) {
      say(heading);
      table(files).stream().skip(1).map(line -> "  " + line).forEach(Answers::say);
    }
  }

  /** Prints one file for people. */
  void file(Map<?, ?> file) {
    for (Map.Entry<?, ?> entry : file.entrySet()) {
      Object value =
          entry.getKey().equals("uploaded_at") ? time(entry.getValue()) : entry.getValue();
      say(String.format("%-14s", entry.getKey()) + SafeText.of(String.valueOf(value)));
    }
  }

  private List<String> table(List<Map<?, ?>> files) {
    List<String> lines = new ArrayList<>();
    if (!files.isEmpty()) {
      lines.add(
          String.format("%-24s %7s  %-19s %5s  %s", "FILE", "VERSION", "UPLOADED", "TURN", "PATH"));
    }
    for (Map<?, ?> file : files) {
      Object turn = file.get("turn");
      lines.add(
          String.format(
              "%-24s %7s  %-19s %5s  %s",
              file.get("file_id"),
              version(file),
              time(file.get("uploaded_at")),
              turn == null ? "-" : turn,
              SafeText.of(String.valueOf(file.get("path")))));
    }
    return lines;
  }

  private static String version(Map<?, ?> file) {
    boolean head = String.valueOf(file.get("version")).equals("" + file.get("head_version"));
    return head ? "" + file.get("version") : file.get("version") + "/" + file.get("head_version");
  }

  String time(@Nullable Object instant) {
    return TIME.format(Instant.parse(String.valueOf(instant)).atZone(zone));
  }

  private static List<Map<?, ?>> files(Map<String, Object> answer, String name) {
    List<Map<?, ?>> files = new ArrayList<>();
    if (answer.get(name) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> file) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private static String reason(@Nullable Object word) {
    return switch (String.valueOf(word)) {
      case "empty_session" -> Say.of("no file was uploaded in this session.");
      case "unknown_name" -> Say.of("no file of that name was uploaded in this session.");
      case "deleted" -> Say.of("it was removed from the index.");
      case "out_of_range" -> Say.of("there are not so many files.");
      case "no_other" -> Say.of("there is no other one.");
      default -> Say.of("no file fits.");
    };
  }
}
