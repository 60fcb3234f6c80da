package dev.davit.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.davit.registrar.index.Principal;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves one client over two streams, a message a line.
 *
 * <p>Every request is answered before the end of the input ends the server, and a line that is no
 * message is answered with an error and does no harm. Requests are answered one after another in
 * their order, so that what one has changed the next one sees; only uploads go on beside them, and
 * can be cancelled.
 */
public final class StdioServer {
  private final IndexServer server;
  private final Principal who;
  private final OutputStream out;

  /**
   * Prepares it.
   *
   * @param who the client is, in all its calls
   * @param out nothing else may write there
   */
  public StdioServer(IndexServer server, Principal who, OutputStream out) {
    this.server = server;
    this.who = who;
    this.out = out;
  }

  /**
   * Serves until the input ends.
   *
   * @throws IOException if the input cannot be read, or the output is gone
   */
  public void serve(InputStream in) throws IOException {
    Transport transport = new Transport();
    McpStatelessSyncServer serving = server.serve(transport);
    Dispatcher dispatcher = new Dispatcher(IndexServer.mapper(), transport.handler());
    try (ExecutorService inOrder = Executors.newSingleThreadExecutor();
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          take(line, dispatcher, inOrder, beside);
        }
      }
    } finally {
      serving.close();
    }
  }

  private void take(
      String line, Dispatcher dispatcher, ExecutorService inOrder, ExecutorService beside)
      throws IOException {
    Dispatcher.Parsed parsed = dispatcher.parse(line);
    if (parsed.error().isPresent()) {
      write(parsed.error().get());
      return;
    }
    JSONRPCMessage message = parsed.message().orElseThrow();
    if (message instanceof JSONRPCNotification) {
      Optional<JSONRPCResponse> none = dispatcher.answer(message, who);
      return;
    }
    ExecutorService where = isUpload(message) ? beside : inOrder;
    where.execute(() -> {
      Optional<JSONRPCResponse> answer = dispatcher.answer(message, who);
      answer.map(dispatcher::text).ifPresent(this::writeOrGone);
    });
  }

  private static boolean isUpload(JSONRPCMessage message) {
    return message instanceof JSONRPCRequest request
        && request.method().equals("tools/call")
        && request.params() instanceof Map<?, ?> params
        && UploadTool.NAME.equals(params.get("name"));
  }

  private void writeOrGone(String line) {
    try {
      write(line);
    } catch (IOException e) {
      // the client is gone; the end of the input will say so
    }
  }

  private void write(String line) throws IOException {
    synchronized (out) {
      out.write((line + "\n").getBytes(UTF_8));
      out.flush();
    }
  }
}
