package dev.davit.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.davit.cli.report.OwnerOnly;
import dev.davit.cli.show.Console;
import dev.davit.cli.show.SafeText;
import dev.davit.cli.text.Say;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where log records go: warnings to standard error, everything to the log file if one was asked
 * for. Never to standard output.
 */
final class Logs implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  private Logs() {}

  /** Begins to log to a console. */
  static Logs to(Console console) {
    JulBridge.install();
    Logs logs = new Logs();
    logs.add(new ConsoleAppender(console));
    return logs;
  }

  /**
   * Logs to a file too, at its end if there is one.
   *
   * @throws IOException if it cannot be written
   */
  void alsoTo(Path file, Level level) throws IOException {
    try {
      Files.createFile(file, OwnerOnly.file());
    } catch (FileAlreadyExistsException e) {
      // goes on at its end
    }
    if (!Files.isWritable(file) || Files.isDirectory(file)) {
      throw new IOException(Say.of("it cannot be written"));
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    appender.setEncoder(new LogEncoder());
    appender.getEncoder().start();
    add(appender);
    root().setLevel(Level.INFO);
    context.getLogger("dev.davit").setLevel(level);
  }

  @Override
  public void close() {
    context.stop();
  }

  private void add(Appender<ILoggingEvent> appender) {
    appender.setContext(context);
    appender.start();
    root().addAppender(appender);
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Prints warnings. What the run itself says of files is shown in other ways. */
  private static final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
    private final Console console;

    ConsoleAppender(Console console) {
      this.console = console;
      setName("console");
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN)
          && !event.getLoggerName().equals(RunLog.NAME)) {
        console.tell(
            "davit: " + SafeText.of(Say.lead(Say.of("warning"), event.getFormattedMessage())));
      }
    }
  }
}
