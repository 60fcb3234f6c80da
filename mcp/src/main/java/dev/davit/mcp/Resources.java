package dev.davit.mcp;

import dev.davit.registrar.index.FileId;
import dev.davit.registrar.index.GetResult;
import dev.davit.registrar.index.SessionHandle;
import dev.davit.registrar.index.SessionIndex;
import dev.davit.registrar.index.VersionSelector;
import dev.davit.registrar.index.json.IndexJson;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One template for the records of all files. Files are not resources of their own: too many. */
final class Resources {
  static final String TYPE = "application/json";
  private static final String TEMPLATE = "upload-index://{session}/{file_id}";
  private static final Pattern URI = Pattern.compile("upload-index://([^/]+)/([^/]+)");

  private final Sessions sessions;

  Resources(Sessions sessions) {
    this.sessions = sessions;
  }

  SyncResourceTemplateSpecification template() {
    return new SyncResourceTemplateSpecification(
        ResourceTemplate.builder(TEMPLATE, "uploaded_file")
            .title("An uploaded file's record")
            .description("What is known of one uploaded file. Not its contents.")
            .mimeType(TYPE)
            .build(),
        this::read);
  }

  private ReadResourceResult read(McpTransportContext context, ReadResourceRequest request) {
    Matcher uri = URI.matcher(request.uri());
    if (!uri.matches()) {
      throw notFound(request);
    }
    try {
      SessionIndex session = sessions.named(Callers.of(context), new SessionHandle(uri.group(1)));
      GetResult found = session.get(new FileId(uri.group(2)), VersionSelector.HEAD);
      if (!(found instanceof GetResult.Found file)) {
        throw notFound(request);
      }
      String text = IndexJson.text(new IndexJson(session.handle()).file(file.file()));
      return ReadResourceResult.builder(
              List.of(
                  TextResourceContents.builder(request.uri(), text).mimeType(TYPE).build()))
          .build();
    } catch (ToolException e) {
      throw notFound(request);
    }
  }

  private static McpError notFound(ReadResourceRequest request) {
    return McpError.RESOURCE_NOT_FOUND.apply(request.uri());
  }
}
