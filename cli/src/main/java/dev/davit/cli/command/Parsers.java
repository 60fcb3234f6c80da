package dev.davit.cli.command;

import dev.davit.core.spi.Settings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what is typed after an option. */
final class Parsers {

  private Parsers() {}

  /** Reads a size in bytes. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return or(Settings.parseSize(text), text, "a size such as 64M, 1G or 4096");
    }
  }

  /** Reads a span of time. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return or(Settings.parseDuration(text), text, "a duration such as 30s, 5m, 2h or 7d");
    }
  }

  private static <T> T or(Optional<T> value, String text, String form) {
    return value.orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not " + form));
  }
}
