package dev.davit.testkit.server.taskfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files of a task-file API, and what it answers. Safe for use by any number of threads. */
final class TaskFiles {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final boolean deduplicates;
  private final Map<String, Integer> asked = new TreeMap<>();
  private final Map<String, Integer> registered = new TreeMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Set<String> poison = new HashSet<>();
  private final Set<String> unnamed = new HashSet<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private int code;
  private int codes;

  TaskFiles(boolean deduplicates) {
    this.deduplicates = deduplicates;
  }

  synchronized void answerCode(int code, int times) {
    this.code = code;
    codes = times;
  }

  synchronized void refuse(String key, String error) {
    refused.put(key, error);
  }

  synchronized void refuseRequestsWith(String key) {
    poison.add(key);
  }

  synchronized void neverName(String key) {
    unnamed.add(key);
  }

  synchronized List<JsonNode> bodies() {
    return List.copyOf(bodies);
  }

  synchronized List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  synchronized Map<String, Integer> asked() {
    return Map.copyOf(asked);
  }

  synchronized Map<String, Integer> registered() {
    return Map.copyOf(registered);
  }

  synchronized ObjectNode register(JsonNode body, Map<String, String> header) {
    bodies.add(body);
    headers.add(header);
    if (codes > 0) {
      codes--;
      return answer(code, "the code that a test asked for");
    }
    JsonNode attachments = body.path("attachments");
    if (!attachments.isArray() || attachments.isEmpty()) {
      return answer(5000, "attachments is required");
    }
    for (JsonNode each : attachments) {
      for (String field : List.of("file_key", "file_extension", "filename", "file_size")) {
        if (!each.has(field)) {
          return answer(5000, field + " is required");
        }
      }
      if (poison.contains(key(each))) {
        return answer(51183, "source file key illegal");
      }
    }
    ObjectNode answer = answer(1000, "ok");
    take(attachments, answer.putObject("data"));
    return answer;
  }

  private void take(JsonNode attachments, ObjectNode data) {
    Map<String, Integer> counts = new TreeMap<>(Map.of("success", 0, "skipped", 0, "error", 0));
    ArrayNode files = NODES.arrayNode();
    for (JsonNode each : attachments) {
      String key = key(each);
      asked.merge(key, 1, Integer::sum);
      boolean known = deduplicates && registered.containsKey(key);
      String status = refused.containsKey(key) ? "error" : known ? "skipped" : "created";
      if (status.equals("created")) {
        registered.merge(key, 1, Integer::sum);
      }
      counts.merge(status.equals("created") ? "success" : status, 1, Integer::sum);
      ObjectNode file =
          NODES
              .objectNode()
              .put("file_id", Integer.toHexString(key.hashCode()))
              .put("file_key", key)
              .put("file_name", each.path("filename").asText())
              .put("storage_type", "workspace")
              .put("status", status);
      if (status.equals("error")) {
        file.put("error", refused.get(key));
      }
      if (!unnamed.contains(key)) {
        files.add(file);
      }
    }
    data.put("total", attachments.size());
    counts.forEach(data::put);
    data.set("files", files);
  }

  private static String key(JsonNode attachment) {
    return attachment.path("file_key").asText();
  }

  static ObjectNode answer(int code, String message) {
    return NODES.objectNode().put("code", code).put("message", message);
  }
}
