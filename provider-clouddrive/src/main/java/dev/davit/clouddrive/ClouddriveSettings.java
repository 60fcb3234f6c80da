package dev.davit.clouddrive;

import dev.davit.core.model.Destination;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one server.
 *
 * @param host name or address
 * @param port of gRPC; 19798 without and 19799 with TLS, as CloudDrive2 is installed
 * @param tls whether the connection is encrypted
 * @param authorities PEM file of certificates that are trusted instead of Java's own
 * @param root folder of the server that keys are relative to; begins with {@code /}, and ends with
 *     none unless it is nothing else
 * @param existing what happens to a file that has the name already
 * @param lastChunk what counts as last
 * @param hashes those that the cloud states of its files, and that are told beforehand if known
 * @param messageLength longest piece of a file in one message, in bytes
 * @param silence after which the server is asked what became of an upload
 * @param callTimeout of a single call
 * @param deviceFolder where the id of this installation is kept, if not in the usual place
 */
record ClouddriveSettings(
    Destination destination,
    String host,
    int port,
    boolean tls,
    Optional<Path> authorities,
    String root,
    Existing existing,
    LastChunk lastChunk,
    Set<DigestAlgorithm> hashes,
    int messageLength,
    Duration silence,
    Duration callTimeout,
    Optional<Path> deviceFolder) {
  private static final int PLAIN_PORT = 19798;
  private static final int TLS_PORT = 19799;
  private static final long MIN_MESSAGE = 4 << 10;
  private static final long MAX_MESSAGE = 2 << 20;

  /**
   * With its envelope it fits into what gRPC lets a new stream send before it hears back: 1 MiB.
   */
  private static final long USUAL_MESSAGE = 1_000 << 10;

  /** What happens to a file that has the name already. */
  enum Existing {
    /** It is replaced once the new one is complete. */
    REPLACE,
    /** The new one gets a number. */
    KEEP_BOTH,
    /** It stays, and the upload fails. */
    FAIL
  }

  /** What {@code is_last_chunk} means; the definition does not say, and clients differ. */
  enum LastChunk {
    /** The last message that answers one request. */
    REQUEST,
    /** The message that reaches the end of the file. */
    FILE
  }

  static ClouddriveSettings read(Settings settings) {
    Destination destination = settings.destination();
    String[] address = address(destination.container());
    int port = port(address[1], settings);
    return new ClouddriveSettings(
        destination,
        address[0],
        port,
        settings.flag("tls").orElse(port == TLS_PORT),
        settings.optional("ca-file").map(Path::of),
        root(settings.optional("root").orElse("/")),
        settings.choice("existing", Existing.class).orElse(Existing.REPLACE),
        settings.choice("last-chunk", LastChunk.class).orElse(LastChunk.REQUEST),
        hashes(settings.optional("hashes").orElse("md5,sha1")),
        messageLength(settings),
        settings.duration("silence-timeout").orElse(Duration.ofSeconds(60)),
        settings.duration("call-timeout").orElse(Duration.ofSeconds(60)),
        settings.optional("device-dir").map(Path::of));
  }

  /** Splits {@code host:port}, {@code host}, {@code [::1]:port}. */
  private static String[] address(String container) {
    int colon = container.lastIndexOf(':');
    boolean bare = colon <= container.lastIndexOf(']');
    String host = bare ? container : container.substring(0, colon);
    if (host.isEmpty() || (host.contains(":") && !host.startsWith("["))) {
      throw new SettingsException(
          "\"" + container + "\" is not a server; write clouddrive://HOST:PORT/CLOUD/FOLDER");
    }
    return new String[] {host, bare ? "" : container.substring(colon + 1)};
  }

  private static int port(String text, Settings settings) {
    if (text.isEmpty()) {
      return settings.flag("tls").orElse(false) ? TLS_PORT : PLAIN_PORT;
    }
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new SettingsException(
          "the port \""
              + text
              + "\" must be a number from 1 to 65535; CloudDrive2 listens on"
              + " 19798, and with TLS on 19799");
    }
    return port;
  }

  private static String root(String text) {
    String trimmed = text.replaceAll("^/+|/+$", "");
    try {
      return trimmed.isEmpty() ? "/" : "/" + ObjectKey.of(trimmed);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("the setting \"root\" is no folder: " + e.getMessage(), e);
    }
  }

  private static Set<DigestAlgorithm> hashes(String text) {
    Set<DigestAlgorithm> hashes = EnumSet.noneOf(DigestAlgorithm.class);
    if (!text.equals("none")) {
      Arrays.stream(text.split(",", -1)).map(ClouddriveSettings::hash).forEach(hashes::add);
    }
    return hashes;
  }

  private static DigestAlgorithm hash(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "md5" -> DigestAlgorithm.MD5;
      case "sha1" -> DigestAlgorithm.SHA1;
      default ->
          throw new SettingsException(
              "the setting \"hashes\" names \""
                  + name
                  + "\"; it must be md5, sha1, both with a"
                  + " comma between them, or none");
    };
  }

  private static int messageLength(Settings settings) {
    long length = settings.size("message-size").orElse(USUAL_MESSAGE);
    if (length < MIN_MESSAGE || length > MAX_MESSAGE) {
      throw new SettingsException(
          "the setting \"message-size\" is " + length + " bytes; it must be from 4K to 2M");
    }
    return (int) length;
  }

  /** Returns the path of a key at the server. */
  String path(String key) {
    return root.equals("/") ? "/" + key : root + "/" + key;
  }

  /** Returns what the destination is, for people and for the memory of jobs. */
  String identity() {
    return "clouddrive://" + host + ":" + port + (root.equals("/") ? "" : root);
  }
}
