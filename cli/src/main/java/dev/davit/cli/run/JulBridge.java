package dev.davit.cli.run;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Passes on what libraries say through {@code java.util.logging}, which would otherwise write over
 * the progress on standard error.
 */
final class JulBridge extends Handler {
  private final SimpleFormatter words = new SimpleFormatter();

  private JulBridge() {
    setLevel(Level.INFO);
  }

  /** Begins, in place of whatever else listens to the root logger. */
  static void install() {
    Logger root = LogManager.getLogManager().getLogger("");
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    root.addHandler(new JulBridge());
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String name = record.getLoggerName() == null ? "java.util.logging" : record.getLoggerName();
    LoggingEventBuilder event = LoggerFactory.getLogger(name).atLevel(level(record.getLevel()));
    event.setCause(record.getThrown()).log("{}", words.formatMessage(record));
  }

  private static org.slf4j.event.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    return level.intValue() >= Level.WARNING.intValue()
        ? org.slf4j.event.Level.WARN
        : org.slf4j.event.Level.INFO;
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    // holds nothing
  }
}
