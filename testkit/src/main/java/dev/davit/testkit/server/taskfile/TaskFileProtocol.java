package dev.davit.testkit.server.taskfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.testkit.server.HeaderFields;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The API over HTTP: almost every answer is a 200 with a code. */
final class TaskFileProtocol implements Protocol {
  static final String PATH = "/api/super-agent/file/process-attachments";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TaskFiles files;

  TaskFileProtocol(TaskFiles files) {
    this.files = files;
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    return json(status == 0 ? statusOf(code) : status, TaskFiles.answer(5000, "a fault"));
  }

  @Override
  public int statusOf(String code) {
    return 500;
  }

  private static HttpAnswer json(int status, ObjectNode body) {
    return HttpAnswer.of(status).body("application/json; charset=utf-8", body.toString());
  }

  @Override
  public Call open(RequestHead head) {
    return new Call() {
      @Override
      public Operation operation() {
        return head.method().equals("POST") && head.path().equals("/v1" + PATH)
            ? Operation.REGISTER_FILES
            : Operation.OTHER;
      }

      @Override
      public String bucket() {
        return "";
      }

      @Override
      public String key() {
        return "";
      }

      @Override
      public HttpAnswer answer(RequestBody body) throws IOException {
        if (operation() != Operation.REGISTER_FILES) {
          return HttpAnswer.of(404).body("text/html", "<h1>Not Found</h1>");
        }
        if (!head.headers().firstOr("content-type", "").startsWith("application/json")) {
          return json(200, TaskFiles.answer(5000, "attachments is required"));
        }
        try {
          return json(200, files.register(JSON.readTree(body), fields(head.headers())));
        } catch (JsonProcessingException e) {
          return json(200, TaskFiles.answer(5000, "the body is no JSON"));
        }
      }
    };
  }

  private static Map<String, String> fields(HeaderFields headers) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      fields.put(headers.name(i), headers.value(i));
    }
    return fields;
  }
}
