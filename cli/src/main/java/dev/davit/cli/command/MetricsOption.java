package dev.davit.cli.command;

import dev.davit.cli.text.Say;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where figures of the run are shown. */
final class MetricsOption {

  @Option(
      names = "--metrics",
      paramLabel = "ADDR:PORT",
      converter = Address.class,
      description = {
        "Show figures of the run to Prometheus at http://ADDR:PORT/metrics while it goes on; only"
            + " to this machine unless ADDR is given."
      })
  private @Nullable InetSocketAddress address;

  Optional<InetSocketAddress> address() {
    return Optional.ofNullable(address);
  }

  /** Reads {@code PORT}, {@code :PORT} or {@code ADDR:PORT}. */
  static final class Address implements ITypeConverter<InetSocketAddress> {
    private static final Pattern FORM = Pattern.compile("(?:\\[?([^\\[\\]]*?)]?:)?(\\d{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= 0xffff) {
        String host = Optional.ofNullable(matcher.group(1)).orElse("");
        int port = Integer.parseInt(matcher.group(2));
        InetSocketAddress address =
            host.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(host, port);
        if (!address.isUnresolved()) {
          return address;
        }
      }
      throw new TypeConversionException(
          Say.of("\"{0}\" is not an address such as 9464 or 127.0.0.1:9464", text));
    }
  }
}
