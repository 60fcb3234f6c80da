package dev.davit.cli.command;

import dev.davit.cli.text.Say;
import dev.davit.core.spi.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what is typed after an option. */
final class Parsers {

  private Parsers() {}

  /** Reads a size in bytes. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return or(
          Settings.parseSize(text),
          () -> Say.of("\"{0}\" is not a size such as 64M, 1G or 4096", text));
    }
  }

  /** Reads a span of time. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return or(
          Settings.parseDuration(text),
          () -> Say.of("\"{0}\" is not a duration such as 30s, 5m, 2h or 7d", text));
    }
  }

  private static <T> T or(Optional<T> value, Supplier<String> complaint) {
    return value.orElseThrow(() -> new TypeConversionException(complaint.get()));
  }
}
