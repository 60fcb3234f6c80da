package dev.davit.testkit.server.proxy;

import dev.davit.testkit.server.Faults;
import dev.davit.testkit.server.LoopbackServer;
import dev.davit.testkit.server.ServerCounters;
import dev.davit.testkit.server.ServerOptions;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A strict proxy on loopback, as the platform {@code local} of an {@code upload_credentials.json}
 * names it: {@code POST /upload} takes a form of {@code key}, {@code credential} and {@code file},
 * and answers with {@code {"data":{"key":…}}}; {@code GET /read/KEY} gives the file back.
 *
 * <p><b>Threads.</b> Safe.
 */
public final class ProxyServer implements AutoCloseable {
  /** The credential that every server takes at first. */
  public static final String CREDENTIAL = "local_credential:0123456789abcdefghijklmnopqrstuv";

  private final String dir;
  private final Map<String, Instant> credentials = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final LoopbackServer server;

  private ProxyServer(String dir) {
    this.dir = dir;
    accept(CREDENTIAL, Instant.MAX);
    server = new LoopbackServer(ServerOptions.defaults(), new ProxyProtocol(this));
  }

  /**
   * Starts one.
   *
   * @param dir what every key must begin with; may be empty
   */
  public static ProxyServer start(String dir) {
    return new ProxyServer(dir);
  }

  /** Returns where files are posted to. */
  public URI upload() {
    return server.endpoint().resolve("/upload");
  }

  /** Returns what precedes the keys of files where they are read. */
  public URI read() {
    return server.endpoint().resolve("/read");
  }

  /** Takes a credential until a moment, in place of any end it had. */
  public void accept(String credential, Instant end) {
    credentials.put(credential, end);
  }

  /** Returns a file. */
  public Optional<byte[]> file(String key) {
    return Optional.ofNullable(files.get(key)).map(byte[]::clone);
  }

  /** Returns the faults in force. */
  public Faults faults() {
    return server.faults();
  }

  /** Returns what it counted. */
  public ServerCounters counters() {
    return server.counters();
  }

  /** Returns the server underneath. */
  public LoopbackServer loopback() {
    return server;
  }

  boolean takes(String credential) {
    return Instant.now().isBefore(credentials.getOrDefault(credential, Instant.MIN));
  }

  boolean allows(String key) {
    return key.startsWith(dir) && !("/" + key + "/").contains("/../");
  }

  void keep(String key, byte[] content) {
    files.put(key, content);
  }

  @Override
  public void close() {
    server.close();
  }
}
