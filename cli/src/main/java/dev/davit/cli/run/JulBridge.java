package dev.davit.cli.run;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Passes on what libraries say through {@code java.util.logging}, which would otherwise write over
 * the progress on standard error. Public because that package makes it, when someone first logs.
 */
public final class JulBridge extends Handler {
  private final SimpleFormatter words = new SimpleFormatter();

  /** Made by {@code java.util.logging}. */
  public JulBridge() {
    setLevel(Level.INFO);
  }

  /** Begins as soon as someone logs, unless that has begun already. Costs nothing until then. */
  static void install() {
    System.setProperty("java.util.logging.config.class", Setup.class.getName());
  }

  /** What {@code java.util.logging} reads in place of its file. */
  public static final class Setup {

    /**
     * Made by {@code java.util.logging}.
     *
     * @throws IOException never
     */
    public Setup() throws IOException {
      String lines = "handlers=" + JulBridge.class.getName() + "\n.level=INFO\n";
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(lines.getBytes(StandardCharsets.ISO_8859_1)));
    }
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
