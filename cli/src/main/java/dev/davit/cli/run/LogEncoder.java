package dev.davit.cli.run;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.davit.cli.show.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes one record per line; a stack trace takes further lines, each set in. */
final class LogEncoder extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  @Override
  public byte[] encode(ILoggingEvent event) {
    String line =
        String.format(
            Locale.ROOT,
            "%s %-5s %s: %s%n",
            TIME.format(OffsetDateTime.ofInstant(event.getInstant(), ZoneId.systemDefault())),
            event.getLevel(),
            shortName(event.getLoggerName()),
            SafeText.of(event.getFormattedMessage()));
    return (line + trace(event)).getBytes(StandardCharsets.UTF_8);
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String trace(ILoggingEvent event) {
    if (event.getThrowableProxy() == null) {
      return "";
    }
    StringBuilder trace = new StringBuilder();
    ThrowableProxyUtil.asString(event.getThrowableProxy())
        .lines()
        .forEach(line -> trace.append("    ").append(SafeText.of(line)).append('\n'));
    return trace.toString();
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
