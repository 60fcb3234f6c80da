package dev.davit.mcp;

import dev.davit.registrar.index.Principal;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one message and writes its answer. Errors say what is wrong, never how it came about. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String CANCELLED = "notifications/cancelled";

  private final McpJsonMapper json;
  private final McpStatelessServerHandler handler;
  private final Map<Object, Thread> running = new ConcurrentHashMap<>();

  Dispatcher(McpJsonMapper json, McpStatelessServerHandler handler) {
    this.json = json;
    this.handler = handler;
  }

  /**
   * A message, as far as it could be read.
   *
   * @param message what it is, absent if it is nothing known
   * @param error what is to be answered then, written
   */
  record Parsed(Optional<JSONRPCMessage> message, Optional<String> error) {}

  Parsed parse(String text) {
    try {
      return new Parsed(
          Optional.of(McpSchema.deserializeJsonRpcMessage(json, text)), Optional.empty());
    } catch (IOException | RuntimeException e) {
      LOG.debug("A message could not be read.", e);
      return new Parsed(Optional.empty(), Optional.of(unreadable(text)));
    }
  }

  private String unreadable(String text) {
    try {
      Object value = json.readValue(text, Object.class);
      Object id = value instanceof Map<?, ?> map ? map.get("id") : null;
      String message = "This is not a JSON-RPC 2.0 message.";
      return id instanceof Number || id instanceof String
          ? text(error(id, ErrorCodes.INVALID_REQUEST, message))
          : nameless(ErrorCodes.INVALID_REQUEST, message);
    } catch (IOException | RuntimeException e) {
      return nameless(ErrorCodes.PARSE_ERROR, "This is not JSON.");
    }
  }

  /** Writes an error of nobody's request, for which the library has no form. */
  static String nameless(int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}}";
  }

  /** Answers a message, if it wants an answer. */
  Optional<JSONRPCResponse> answer(JSONRPCMessage message, Principal who) {
    return switch (message) {
      case JSONRPCRequest request -> Optional.of(answer(request, who));
      case JSONRPCNotification notification -> {
        hear(notification, who);
        yield Optional.empty();
      }
      default -> Optional.empty(); // an answer that nobody asked for
    };
  }

  /** Writes an answer as one line. */
  String text(JSONRPCResponse response) {
    try {
      return json.writeValueAsString(response);
    } catch (IOException e) {
      LOG.error("An answer could not be written.", e);
      return nameless(ErrorCodes.INTERNAL_ERROR, "An answer could not be written.");
    }
  }

  private JSONRPCResponse answer(JSONRPCRequest request, Principal who) {
    running.put(request.id(), Thread.currentThread());
    try {
      JSONRPCResponse response = handler.handleRequest(Callers.context(who), request).block();
      return response == null
          ? error(request.id(), ErrorCodes.INTERNAL_ERROR, "There is no answer.")
          : withoutDetails(response);
    } catch (McpError e) {
      return withoutDetails(JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
    } catch (RuntimeException e) {
      LOG.warn("The request {} failed.", request.method(), e);
      return error(request.id(), ErrorCodes.INTERNAL_ERROR, "The request failed.");
    } finally {
      running.remove(request.id(), Thread.currentThread());
      boolean unused = Thread.interrupted(); // a cancellation that came too late
    }
  }

  private void hear(JSONRPCNotification notification, Principal who) {
    if (notification.method().equals(CANCELLED)) {
      cancel(notification);
      return;
    }
    try {
      handler.handleNotification(Callers.context(who), notification).block();
    } catch (RuntimeException e) {
      LOG.debug("The notification {} is not understood.", notification.method(), e);
    }
  }

  private void cancel(JSONRPCNotification notification) {
    if (notification.params() instanceof Map<?, ?> params && params.get("requestId") != null) {
      running.computeIfPresent(
          params.get("requestId"),
          (id, thread) -> {
            thread.interrupt();
            return thread;
          });
    }
  }

  /** The library puts stack traces into the data of some errors. */
  private static JSONRPCResponse withoutDetails(JSONRPCResponse response) {
    JSONRPCError error = response.error();
    return error == null
        ? response
        : error(response.id(), error.code(), firstLine(error.message()));
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static JSONRPCResponse error(Object id, int code, String message) {
    return new JSONRPCResponse(
        McpSchema.JSONRPC_VERSION, id, null, new JSONRPCError(code, message, null));
  }
}
