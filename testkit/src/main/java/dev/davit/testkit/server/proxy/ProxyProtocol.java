package dev.davit.testkit.server.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.FormReader;
import dev.davit.testkit.server.FormReader.MalformedFormException;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes forms, and gives files back. */
final class ProxyProtocol implements Protocol {
  private static final List<String> FIELDS = List.of("key", "credential");
  private static final String READ = "/read/";

  private final ProxyServer server;

  ProxyProtocol(ProxyServer server) {
    this.server = server;
  }

  @Override
  public Call open(RequestHead head) {
    return new Exchange(head);
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    return worded(status == 0 ? 500 : status, "a fault was asked for");
  }

  @Override
  public int statusOf(String code) {
    return 500;
  }

  private static HttpAnswer worded(int status, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", status).put("message", message);
    return HttpAnswer.of(status).body("application/json", json.toString());
  }

  private HttpAnswer take(RequestHead head, RequestBody body) throws IOException {
    if (!head.path().equals("/upload")) {
      return worded(404, "there is nothing here");
    }
    try {
      FormReader form = new FormReader(head, body);
      Map<String, String> fields = form.fields();
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      form.file((bytes, length) -> content.write(bytes, 0, length));
      if (!List.copyOf(fields.keySet()).equals(FIELDS)) {
        return worded(400, "the fields are " + fields.keySet() + ", and should be " + FIELDS);
      }
      String key = fields.getOrDefault("key", "");
      if (!server.takes(fields.getOrDefault("credential", ""))) {
        return worded(401, "the credential is unknown or has expired");
      }
      if (!server.allows(key)) {
        return worded(403, "the credential is not for " + key);
      }
      server.keep(key, content.toByteArray());
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("code", 1000).put("message", "ok").putObject("data").put("key", key);
      return HttpAnswer.of(200).body("application/json", json.toString());
    } catch (MalformedFormException e) {
      return worded(400, String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer give(RequestHead head) {
    String path = head.path();
    Optional<byte[]> file =
        path.startsWith(READ)
            ? server.file(decoded(path.substring(READ.length())))
            : Optional.empty();
    HttpAnswer answer =
        file.map(bytes -> HttpAnswer.of(200).body(Blob.of(bytes)))
            .orElseGet(() -> worded(404, "there is no such file"));
    return head.method().equals("HEAD") ? answer.withholdBody() : answer;
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private final class Exchange implements Call {
    private final RequestHead head;

    Exchange(RequestHead head) {
      this.head = head;
    }

    @Override
    public Operation operation() {
      return switch (head.method()) {
        case "POST" -> Operation.POST_OBJECT;
        case "HEAD" -> Operation.HEAD_OBJECT;
        case "GET" -> Operation.GET_OBJECT;
        default -> Operation.OTHER;
      };
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
      return switch (operation()) {
        case POST_OBJECT -> take(head, body);
        case HEAD_OBJECT, GET_OBJECT -> give(head);
        default -> worded(405, "this is not done here");
      };
    }
  }
}
