package dev.davit.cli.command;

import dev.davit.cli.text.Say;
import dev.davit.core.spi.Settings;
import dev.davit.core.usecase.SendOrder;
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

  /** Reads an order such as {@code size,desc}. */
  static final class Order implements ITypeConverter<SendOrder> {
    @Override
    public SendOrder convert(String text) {
      return or(
          Optional.ofNullable(
              switch (text) {
                case "name", "name,asc" -> SendOrder.FOUND;
                case "name,desc" -> SendOrder.NAME_DESC;
                case "size", "size,asc" -> SendOrder.SIZE_ASC;
                case "size,desc" -> SendOrder.SIZE_DESC;
                case "size,mixed" -> SendOrder.SIZE_MIXED;
                case "modtime", "modtime,asc" -> SendOrder.MODTIME_ASC;
                case "modtime,desc" -> SendOrder.MODTIME_DESC;
                case "modtime,mixed" -> SendOrder.MODTIME_MIXED;
                default -> null;
              }),
          () -> Say.of("\"{0}\" is not an order such as size,desc or modtime,mixed or name", text));
    }
  }

  private static <T> T or(Optional<T> value, Supplier<String> complaint) {
    return value.orElseThrow(() -> new TypeConversionException(complaint.get()));
  }
}
