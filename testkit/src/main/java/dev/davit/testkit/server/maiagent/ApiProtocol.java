package dev.davit.testkit.server.maiagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API, as Django REST would answer. */
final class ApiProtocol implements Protocol {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BASE = "/api/v1/";

  private final MaiAgentOptions options;
  private final KnowledgeBase state;
  private final FormPolicy policy;
  private final URI store;

  ApiProtocol(MaiAgentOptions options, KnowledgeBase state, FormPolicy policy, URI store) {
    this.options = options;
    this.state = state;
    this.policy = policy;
    this.store = store;
  }

  @Override
  public Call open(RequestHead head) {
    return new Understood(head);
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    return detail(status == 0 ? statusOf(code) : status, code.isEmpty() ? "A fault." : code);
  }

  @Override
  public int statusOf(String code) {
    return 400;
  }

  private static HttpAnswer json(int status, JsonNode body) {
    return HttpAnswer.of(status).body("application/json", body.toString());
  }

  private static HttpAnswer detail(int status, String text) {
    return json(status, NODES.objectNode().put("detail", text));
  }

  private static HttpAnswer complaint(String field, String text) {
    ObjectNode body = NODES.objectNode();
    body.putArray(field).add(text);
    return json(400, body);
  }

  private HttpAnswer presign(JsonNode asked) {
    for (String name : List.of("filename", "modelName", "fieldName", "fileSize")) {
      if (!asked.has(name)) {
        return complaint(name, "This field is required.");
      }
    }
    String filename = asked.get("filename").asText();
    long length = asked.get("fileSize").asLong();
    String type = filename.substring(filename.lastIndexOf('.') + 1);
    if (options.refusedTypes().contains(type)) {
      return complaint("filename", "File type \"" + type + "\" is not supported.");
    }
    if (!state.fits(length)) {
      return detail(403, "Storage quota of your plan is exceeded.");
    }
    ObjectNode answer = NODES.objectNode().put("url", store + "/bucket");
    ObjectNode fields = answer.putObject("fields");
    policy.form(state.newKey(filename), length).forEach(fields::put);
    return json(200, answer);
  }

  private HttpAnswer register(JsonNode asked) {
    JsonNode files = asked.path("files");
    if (!files.isArray() || files.isEmpty()) {
      return complaint("files", "This list may not be empty.");
    }
    if (files.size() > options.maxRegistered()) {
      return complaint("files", "Ensure this field has no more elements.");
    }
    for (JsonNode file : files) {
      if (state.content(file.path("file").asText()).isEmpty()) {
        return complaint("file", "There is no such file: " + file.path("file").asText());
      }
      if (!file.hasNonNull("filename")) {
        return complaint("filename", "This field is required.");
      }
    }
    ArrayNode list = NODES.arrayNode();
    for (JsonNode file : files) {
      list.add(told(state.register(file.get("file").asText(), file.get("filename").asText())));
    }
    return json(201, options.wrapsRegistered() ? NODES.objectNode().set("files", list) : list);
  }

  private ObjectNode told(KnowledgeBase.File file) {
    return NODES
        .objectNode()
        .put("id", file.id())
        .put("filename", file.name())
        .put("file", "https://cdn.example.test/" + file.key() + "?signed=1")
        .put("fileType", file.name().substring(file.name().lastIndexOf('.') + 1))
        .put("size", file.content().length())
        .put("status", state.status(file))
        .put("createdAt", Long.toString(file.createdAt()));
  }

  private HttpAnswer list(RequestHead head) {
    Map<String, String> query = query(head.query());
    String asked = query.getOrDefault(options.pageSizeName(), "");
    int size =
        asked.isEmpty()
            ? options.defaultPageSize()
            : Math.min(options.maxPageSize(), Integer.parseInt(asked));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    List<KnowledgeBase.File> found =
        state.newestFirst(options.searches() ? query.getOrDefault("query", "") : "");
    int from = (page - 1) * size;
    if (page < 1 || (from > 0 && from >= found.size())) {
      return detail(404, "Invalid page.");
    }
    ObjectNode answer = NODES.objectNode().put("count", found.size());
    boolean more = from + size < found.size();
    answer.put(
        "next",
        more
            ? "http://" + head.headers().firstOr("host", "") + head.path() + "?page=" + (page + 1)
            : null);
    answer.putNull("previous");
    ArrayNode results = answer.putArray("results");
    found
        .subList(from, Math.min(found.size(), from + size))
        .forEach(file -> results.add(told(file)));
    return json(200, answer);
  }

  private HttpAnswer get(String id) {
    return state.file(id).map(file -> json(200, told(file))).orElse(detail(404, "Not found."));
  }

  private HttpAnswer delete(String id) {
    if (state.file(id).map(state::status).filter("processing"::equals).isPresent()) {
      return detail(409, "The file is being processed.");
    }
    return state.remove(id) ? HttpAnswer.of(204) : detail(404, "Not found.");
  }

  private HttpAnswer reason(String id) {
    return state
        .file(id)
        .map(file ->
            json(200, NODES.objectNode().put("reason", "no text was found in " + file.name())))
        .orElse(detail(404, "Not found."));
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      query.put(
          URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
          sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private final class Understood implements Call {
    private final RequestHead head;
    private final String[] path;

    Understood(RequestHead head) {
      this.head = head;
      // every path there ends in a slash
      boolean ours = head.path().startsWith(BASE) && head.path().endsWith("/");
      path = ours ? segments(head.path()) : new String[0];
    }

    private static String[] segments(String path) {
      return path.substring(BASE.length(), path.length() - 1).split("/", -1);
    }

    @Override
    public Operation operation() {
      boolean below = path.length > 2 && path[2].equals("files");
      return switch (head.method()) {
        case "POST" ->
            path.length == 1 && path[0].equals("upload-presigned-url")
                ? Operation.PRESIGN_UPLOAD
                : below && path.length == 3 ? Operation.REGISTER_FILES : Operation.OTHER;
        case "GET" ->
            !below
                ? Operation.OTHER
                : switch (path.length) {
                  case 3 -> Operation.LIST_FILES;
                  case 4 -> Operation.GET_FILE;
                  default -> Operation.GET_FAILURE;
                };
        case "DELETE" -> below && path.length == 4 ? Operation.DELETE_FILE : Operation.OTHER;
        default -> Operation.OTHER;
      };
    }

    @Override
    public String bucket() {
      return path.length > 1 ? path[1] : "";
    }

    @Override
    public String key() {
      return path.length > 3 ? path[3] : "";
    }

    @Override
    public HttpAnswer answer(RequestBody body) throws IOException {
      String key = head.headers().firstOr("authorization", "");
      if (key.isEmpty()) {
        return detail(401, "Authentication credentials were not provided.");
      }
      if (!key.equals("Api-Key " + options.apiKey())) {
        return detail(401, "Invalid API key format.");
      }
      if (path.length > 1 && !path[1].equals(options.knowledgeBase())) {
        return detail(404, "No KnowledgeBase matches the given query.");
      }
      return switch (operation()) {
        case PRESIGN_UPLOAD -> presign(JSON.readTree(body));
        case REGISTER_FILES -> register(JSON.readTree(body));
        case LIST_FILES -> list(head);
        case GET_FILE -> get(path[3]);
        case DELETE_FILE -> delete(path[3]);
        case GET_FAILURE -> reason(path[3]);
        default -> detail(404, "Not found.");
      };
    }
  }
}
