package dev.davit.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tools as clients see them: names, words, schemas, hints. Always in the same order.
 *
 * <p>Schemas carry every enumeration and range, so that the protocol library refuses wrong
 * arguments before they are looked at.
 */
final class Catalog {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<List<Map<String, Object>>> TOOLS = new TypeReference<>() {};

  private Catalog() {}

  /** Returns the eight tools of the index; every one takes the session as an argument. */
  static List<Tool> index() {
    return read("tools.json");
  }

  /** Returns the tools that send files. */
  static List<Tool> uploads() {
    return read("upload-tools.json");
  }

  /** Returns a tool whose session is fixed: its arguments do not name one. */
  static Tool bound(Tool tool) {
    Map<String, Object> schema = copy(tool.inputSchema());
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      Map<?, ?> rest = copy(properties);
      rest.remove("session");
      schema.put("properties", rest);
    }
    return new Tool(
        tool.name(),
        tool.title(),
        tool.description(),
        schema,
        tool.outputSchema(),
        tool.annotations(),
        tool.meta(),
        tool.icons());
  }

  private static Map<String, Object> copy(Object map) {
    return MAPPER.convertValue(map, new TypeReference<Map<String, Object>>() {});
  }

  private static List<Tool> read(String resource) {
    try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      List<Tool> tools = new ArrayList<>();
      for (Map<String, Object> tool : MAPPER.readValue(in, TOOLS)) {
        tools.add(tool(tool));
      }
      return List.copyOf(tools);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tool tool(Map<String, Object> tool) {
    return Tool.builder((String) tool.get("name"), copy(tool.get("inputSchema")))
        .title((String) tool.get("title"))
        .description((String) tool.get("description"))
        .outputSchema(copy(tool.get("outputSchema")))
        .annotations(MAPPER.convertValue(tool.get("annotations"), ToolAnnotations.class))
        .build();
  }
}
