package dev.davit.cli.command;

import dev.davit.cli.run.UsageException;
import dev.davit.cli.text.Say;
import dev.davit.core.model.Bandwidth;
import dev.davit.core.spi.Settings;
import dev.davit.core.usecase.Upload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much is done at once, and how patiently. */
final class PaceOptions {
  @Option(names = "--concurrency", paramLabel = "N", description = "The same as --transfers.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--bwlimit",
      paramLabel = "RATE",
      description = {
        "How much is sent in a second: bytes with a unit in powers of 1024 (b, k, M, G), or a"
            + " timetable such as \"08:00,512k 12:00,10M 23:00,off\" or \"Sat-00:00,off"
            + " Mon-08:00,1M\"."
      })
  private @Nullable String bandwidth;

  @Option(
      names = "--tps",
      paramLabel = "N",
      description =
          "How many requests are begun in a second, 1 to 1000000; any number unless given.")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = "--max-retries",
      paramLabel = "N",
      description = "How often a request is repeated at most, 0 to 100; 7 unless given.")
  private @Nullable Integer maxRetries;

  @Option(
      names = "--retry-delay",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = {
        "Longest pause before the first repetition, such as 500ms, or in seconds; it doubles from"
            + " one to the next. 200ms unless given."
      })
  private @Nullable Duration retryDelay;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Seconds.class,
      description = "How long the destination may take to answer, such as 5m, or in seconds.")
  private @Nullable Duration timeout;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "How many files are registered with one request at most, where that is done.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--network",
      paramLabel = "good|normal|poor",
      converter = Network.Name.class,
      description = {
        "Set all of these for a network: 20, 10 or 5 requests at once, 3, 5 or 5 repetitions, the"
            + " first after 1, 2 or 5 seconds, 180, 300 or 600 seconds for an answer, batches of"
            + " 200, 100 or 50. What is given by itself counts."
      })
  private @Nullable Network network;

  /** How good a network is, in the words and figures of brief 2. */
  private enum Network {
    GOOD(20, 3, 1),
    NORMAL(10, 5, 2),
    POOR(5, 5, 5);

    final int transfers;
    final int maxRetries;
    final Duration retryDelay;

    Network(int transfers, int maxRetries, int seconds) {
      this.transfers = transfers;
      this.maxRetries = maxRetries;
      retryDelay = Duration.ofSeconds(seconds);
    }

    /** Reads a name. */
    static final class Name implements ITypeConverter<Network> {
      @Override
      public Network convert(String text) {
        try {
          return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
          throw new TypeConversionException(Say.of("\"{0}\" is none of good, normal, poor", text));
        }
      }
    }
  }

  /** Reads a span of time, in which a plain number means seconds. */
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Optional<Duration> span =
          text.matches("\\d{1,7}(\\.\\d{1,3})?")
              ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)))
              : Settings.parseDuration(text);
      return span.filter(Duration::isPositive)
          .orElseThrow(() ->
              new TypeConversionException(
                  Say.of("\"{0}\" is not a duration such as 30s or 5m, or seconds", text)));
    }
  }

  /**
   * Tells an order.
   *
   * @param transfers as typed, if it was
   * @throws UsageException if a number is out of its bounds
   */
  void apply(Upload.Builder upload, @Nullable Integer transfers) {
    if (transfers != null && concurrency != null) {
      throw new UsageException(Say.of("--transfers and --concurrency are the same: give one"));
    }
    check("--transfers", transfers, 1, 4096);
    check("--concurrency", concurrency, 1, 4096);
    check("--tps", requestsPerSecond, 1, 1_000_000);
    check("--max-retries", maxRetries, 0, 100);
    check("--batch-size", batchSize, 1, 1000);
    Optional<Network> kind = Optional.ofNullable(network);
    given(transfers)
        .or(() -> given(concurrency))
        .or(() -> kind.map(n -> n.transfers))
        .ifPresent(upload::transfers);
    given(requestsPerSecond).ifPresent(upload::requestsPerSecond);
    given(bandwidth).map(PaceOptions::bandwidth).ifPresent(upload::bandwidth);
    given(maxRetries).or(() -> kind.map(n -> n.maxRetries)).ifPresent(upload::maxRetries);
    given(retryDelay).or(() -> kind.map(n -> n.retryDelay)).ifPresent(upload::retryDelay);
  }

  private static Bandwidth bandwidth(String text) {
    try {
      return Bandwidth.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Say.of("invalid value for {0}: {1}", "--bwlimit", String.valueOf(e.getMessage())));
    }
  }

  /** Returns what the destination is told. */
  Map<String, String> settings() {
    Map<String, String> values = new LinkedHashMap<>();
    given(timeout).ifPresent(span -> values.put("timeout", span.toMillis() + "ms"));
    given(batchSize).ifPresent(n -> values.put("batch-size", n.toString()));
    given(network).ifPresent(n -> values.put("network", n.name().toLowerCase(Locale.ROOT)));
    return values;
  }

  private static <T> Optional<T> given(@Nullable T value) {
    return Optional.ofNullable(value);
  }

  private static void check(String name, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw new UsageException(Say.of("{0} must be {1} to {2}, not {3}", name, min, max, value));
    }
  }
}
