package dev.davit.cli.run;

import ch.qos.logback.classic.Level;
import dev.davit.cli.report.HtmlReport;
import dev.davit.cli.report.Report;
import dev.davit.cli.report.RunReport;
import dev.davit.cli.text.Say;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Opens the files that a run writes for people, before it begins: a typo is told at once. */
final class OutputFiles {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT);

  private final String stamp;

  OutputFiles(Clock clock) {
    stamp = LocalDateTime.now(clock).format(STAMP);
  }

  /** Returns a name that tells when the run began. */
  String stamped(String prefix, String suffix) {
    return prefix + "_" + stamp + suffix;
  }

  /** Returns the log file to write: in a folder, {@code upload_log_20260131_235959.log}. */
  Path logFile(Path typed) {
    return Files.isDirectory(typed) ? typed.resolve(stamped("upload_log", ".log")) : typed;
  }

  /** Returns the report to write: in a folder, {@code upload_report_20260131_235959.json}. */
  Path report(Path typed) {
    return Files.isDirectory(typed) ? typed.resolve(stamped("upload_report", ".json")) : typed;
  }

  /** Opens a log file. */
  static void open(Logs logs, Path file, Level level) {
    try {
      logs.alsoTo(file.toAbsolutePath(), level);
    } catch (IOException e) {
      throw unwritable(Say.of("the log file {0} cannot be written", file), file, e);
    }
  }

  /** Begins a report: a page if its name ends in {@code .html} or {@code .htm}, else JSON. */
  static RunReport begin(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UsageException(Say.of("the report {0} is not a file; choose another name", file));
    }
    try {
      Path target = file.toAbsolutePath();
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".html") || name.endsWith(".htm")
          ? HtmlReport.begin(target)
          : Report.begin(target);
    } catch (IOException e) {
      throw unwritable(Say.of("the report {0} cannot be written", file), file, e);
    }
  }

  private static UsageException unwritable(String what, Path file, IOException e) {
    return new UsageException(Say.of("{0}: {1}; choose another place", what, reason(file, e)));
  }

  private static String reason(Path file, IOException e) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.exists(folder)) {
      return Say.of("there is no folder {0}", folder);
    }
    Optional<String> told =
        e instanceof FileSystemException f
            ? Optional.ofNullable(f.getReason())
            : Optional.ofNullable(e.getMessage());
    return told.orElse(Say.of("permission denied"));
  }
}
