package dev.davit.local.state;

import dev.davit.core.model.RunRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes runs as text, a line for each, the newest first. */
final class RunLines {
  /** Under which name they are kept. */
  static final String NAME = "last_runs";

  private static final int KEPT = 50;
  private static final int WORDS = 9;

  private RunLines() {}

  static String write(RunRecord newest, List<RunRecord> before) {
    return Stream.concat(Stream.of(newest), before.stream())
        .limit(KEPT)
        .map(RunLines::line)
        .collect(Collectors.joining("\n"));
  }

  private static String line(RunRecord run) {
    return String.join(
        " ",
        run.begunAt().toString(),
        run.took().toString(),
        run.ending(),
        String.valueOf(run.stored()),
        String.valueOf(run.skipped()),
        String.valueOf(run.deferred()),
        String.valueOf(run.failed()),
        String.valueOf(run.storedBytes()),
        String.valueOf(run.sentBytes()));
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if they were written by nobody we know
   */
  static List<RunRecord> read(String lines) {
    return lines.lines().map(RunLines::run).toList();
  }

  private static RunRecord run(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < WORDS) {
      throw new IllegalArgumentException("no run: " + line);
    }
    try {
      return new RunRecord(
          Instant.parse(words[0]),
          Duration.parse(words[1]),
          words[2],
          Long.parseLong(words[3]),
          Long.parseLong(words[4]),
          Long.parseLong(words[5]),
          Long.parseLong(words[6]),
          Long.parseLong(words[7]),
          Long.parseLong(words[8]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no run: " + line, e);
    }
  }
}
