package dev.davit.mcp;

import dev.davit.registrar.index.CursorException;
import dev.davit.registrar.index.IndexException;
import dev.davit.registrar.index.Principal;
import dev.davit.registrar.index.json.IndexJson;
import dev.davit.registrar.index.json.IndexTools;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls of tools. What goes wrong is an answer that the model can act on. */
final class ToolCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final Sessions sessions;
  private final Optional<UploadTool> uploads;

  ToolCalls(Sessions sessions, Optional<UploadTool> uploads) {
    this.sessions = sessions;
    this.uploads = uploads;
  }

  CallToolResult call(McpTransportContext context, CallToolRequest request) {
    Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
    try {
      Map<String, Object> content = content(Callers.of(context), request.name(), arguments);
      CallToolResult.Builder result = CallToolResult.builder().structuredContent(content);
      link(content)
          .ifPresent(link -> {
            result.addTextContent(IndexJson.text(content));
            result.addContent(link);
          });
      return result.build();
    } catch (ToolException e) {
      return error(String.valueOf(e.getMessage()));
    } catch (CursorException e) {
      return error(
          e.problem().code() + ": Repeat the first call without cursor, and go on from there.");
    } catch (IllegalArgumentException e) {
      return error("invalid_arguments: " + e.getMessage());
    } catch (IndexException e) {
      LOG.warn("{}", e.getMessage(), e);
      return error("index_unavailable: The index cannot be used now. Try again later.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error("cancelled: The call was cancelled. What was done stays done.");
    } catch (RuntimeException e) {
      LOG.error("The tool {} failed.", request.name(), e);
      return error("internal_error: Something unexpected happened. The server's log says more.");
    }
  }

  private Map<String, Object> content(Principal who, String tool, Map<String, Object> arguments)
      throws ToolException, InterruptedException {
    return switch (tool) {
      case "file_index_open" -> IndexJson.opened(sessions.open(who, arguments));
      case "file_index_list" -> tools(who, arguments).list(arguments);
      case "file_index_resolve" -> tools(who, arguments).resolve(arguments);
      case "file_index_search" -> tools(who, arguments).search(arguments);
      case "file_index_get" -> tools(who, arguments).get(arguments);
      case "file_index_record" -> tools(who, arguments).record(arguments);
      case "file_index_forget" -> tools(who, arguments).forget(arguments);
      case "file_upload" -> tools(who, arguments).fileUpload(arguments);
      case "upload_destinations" -> uploads.orElseThrow().destinations();
      case "upload" -> uploads.orElseThrow().upload(sessions.of(who, arguments), arguments);
      default -> throw new ToolException("unknown_tool", "There is no tool " + tool + ".");
    };
  }

  private IndexTools tools(Principal who, Map<String, Object> arguments) throws ToolException {
    return new IndexTools(sessions.of(who, arguments));
  }

  /** One file is also linked, so that a host can offer it; long lists would only be repeated. */
  private static Optional<ResourceLink> link(Map<String, Object> content) {
    if (!(content.get("file") instanceof Map<?, ?> file)) {
      return Optional.empty();
    }
    return Optional.of(
        ResourceLink.builder()
            .uri(String.valueOf(file.get("uri")))
            .name(String.valueOf(file.get("name")))
            .mimeType(Resources.TYPE)
            .build());
  }

  private static CallToolResult error(String text) {
    return CallToolResult.builder().isError(true).addTextContent(text).build();
  }
}
