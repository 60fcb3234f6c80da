package dev.davit.cli.run;

import dev.davit.cli.report.OwnerOnly;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps what a defect left behind, for whoever mends it: a person gets one line. */
final class Defects {
  private final boolean trace;
  private final String fileName;
  private @Nullable Path logFile;
  private @Nullable Path stateDirectory;

  /**
   * Makes it.
   *
   * @param trace whether stack traces are shown at once
   * @param fileName of the file to write where there is no log file
   */
  Defects(boolean trace, String fileName) {
    this.trace = trace;
    this.fileName = fileName;
  }

  /** Uses a log file. */
  void logTo(Path file) {
    logFile = file;
  }

  /** Uses the folder of the state where there is no log file. */
  void orBeside(Path directory) {
    stateDirectory = directory;
  }

  /** Keeps a defect and returns the line on it. */
  String record(Optional<Throwable> cause, String error) {
    String what = Say.of("this is a defect in davit: {0}", SafeText.of(name(cause) + error));
    if (cause.isEmpty()) {
      return what;
    }
    Throwable thrown = cause.get();
    if (trace) {
      return what + System.lineSeparator() + text(thrown);
    }
    return Say.of("{0}; {1}", what, keep(thrown));
  }

  private String keep(Throwable thrown) {
    if (logFile != null) {
      LoggerFactory.getLogger(RunLog.NAME).error("a defect", thrown);
      return Say.of("details are in {0}", logFile);
    }
    try {
      return Say.of("details are in {0}", write(thrown));
    } catch (IOException e) {
      return Say.of("--verbose shows the details");
    }
  }

  private Path write(Throwable thrown) throws IOException {
    if (stateDirectory == null) {
      throw new IOException("no state yet");
    }
    Files.createDirectories(stateDirectory, OwnerOnly.folder());
    Path file = Files.createFile(stateDirectory.resolve(fileName), OwnerOnly.file());
    return Files.writeString(file, text(thrown));
  }

  private static String name(Optional<Throwable> cause) {
    return cause.map(thrown -> thrown.getClass().getSimpleName() + ": ").orElse("");
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
