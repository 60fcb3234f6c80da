package dev.davit.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.davit.registrar.index.Principal;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves clients over streamable HTTP at {@code /mcp}: a message is posted, its answer is the
 * response. There are no sessions of the protocol's own; one that a client names is not looked at.
 */
public final class HttpMcpServer implements AutoCloseable {
  /** Where messages are posted. */
  public static final String PATH = "/mcp";

  private static final Logger LOG = LoggerFactory.getLogger(HttpMcpServer.class);
  private static final int LARGEST = 1 << 20;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final McpStatelessSyncServer serving;
  private final Dispatcher dispatcher;
  private final HttpGuard guard;

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 takes a free one
   * @param tokens who may call
   * @param hosts names of this server beside those of the loopback, in lower case, without port
   * @param origins further origins whose pages may call, in lower case
   * @throws IOException if the address cannot be listened at
   */
  public HttpMcpServer(
      IndexServer server,
      InetSocketAddress address,
      Tokens tokens,
      Set<String> hosts,
      Set<String> origins)
      throws IOException {
    http = HttpServer.create(address, 0);
    Transport transport = new Transport();
    serving = server.serve(transport);
    dispatcher = new Dispatcher(IndexServer.mapper(), transport.handler());
    guard = new HttpGuard(tokens, hosts, origins);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  /** Ends requests that are being answered, and stops. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    serving.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (RuntimeException e) {
        LOG.error("A request failed.", e);
        refuse(exchange, 500, "Something unexpected happened. The server's log says more.");
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    HttpGuard.Verdict verdict = guard.look(exchange.getRequestHeaders());
    if (verdict.who().isEmpty()) {
      if (verdict.status() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      refuse(exchange, verdict.status(), verdict.message());
      return;
    }
    Optional<Refusal> refusal = refusal(exchange);
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get().status, refusal.get().message);
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      refuse(exchange, 413, "A message has at most " + LARGEST + " bytes.");
      return;
    }
    answer(exchange, body, verdict.who().get());
  }

  private record Refusal(int status, String message) {}

  private static Optional<Refusal> refusal(HttpExchange exchange) {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Optional.of(new Refusal(404, "There is only " + PATH + "."));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return Optional.of(new Refusal(405, "Messages are posted."));
    }
    if (!header(exchange, "Content-Type").startsWith("application/json")) {
      return Optional.of(new Refusal(415, "Messages are application/json."));
    }
    String accept = header(exchange, "Accept");
    if (!accept.isEmpty()
        && !accept.contains("application/json")
        && !accept.contains("application/*")
        && !accept.contains("*/*")) {
      return Optional.of(new Refusal(406, "Answers are application/json."));
    }
    String version = header(exchange, "Mcp-Protocol-Version");
    if (!version.isEmpty() && !Transport.VERSIONS.contains(version)) {
      return Optional.of(
          new Refusal(400, "The protocol version must be one of " + Transport.VERSIONS + "."));
    }
    return Optional.empty();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }

  private void answer(HttpExchange exchange, byte[] body, Principal who) throws IOException {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      refuse(exchange, 400, "Messages are UTF-8.");
      return;
    }
    Dispatcher.Parsed parsed = dispatcher.parse(text);
    if (parsed.error().isPresent()) {
      send(exchange, 400, parsed.error().get());
      return;
    }
    JSONRPCMessage message = parsed.message().orElseThrow();
    Optional<JSONRPCResponse> answer = dispatcher.answer(message, who);
    if (answer.isPresent()) {
      send(exchange, 200, dispatcher.text(answer.get()));
    } else {
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    send(exchange, status, Dispatcher.nameless(ErrorCodes.INVALID_REQUEST, message));
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
