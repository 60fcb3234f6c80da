package dev.davit.testkit.server.maiagent;

import dev.davit.testkit.server.FormReader;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The object store: takes signed forms, and nothing else. */
final class StoreProtocol implements Protocol {
  private final MaiAgentOptions options;
  private final KnowledgeBase state;
  private final FormPolicy policy;

  StoreProtocol(MaiAgentOptions options, KnowledgeBase state, FormPolicy policy) {
    this.options = options;
    this.state = state;
    this.policy = policy;
  }

  @Override
  public Call open(RequestHead head) {
    return new Post(head);
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    String name = code.isEmpty() ? status == 503 ? "SlowDown" : "InternalError" : code;
    return worded(status == 0 ? statusOf(name) : status, name, "a fault was asked for");
  }

  @Override
  public int statusOf(String code) {
    return switch (code) {
      case "SlowDown" -> 503;
      case "InternalError" -> 500;
      case "AccessDenied" -> 403;
      default -> 400;
    };
  }

  private static HttpAnswer worded(int status, String code, String message) {
    return HttpAnswer.of(status)
        .body(
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                + code
                + "</Code><Message>"
                + message
                + "</Message></Error>");
  }

  private HttpAnswer take(RequestHead head, RequestBody body)
      throws IOException, StoreRefusal, FormReader.MalformedFormException {
    if (!head.method().equals("POST") || !head.path().equals("/bucket")) {
      throw new StoreRefusal(405, "MethodNotAllowed", "only forms are taken here");
    }
    if (head.headers().has("authorization")) {
      throw new StoreRefusal(400, "InvalidArgument", "a key of the API has no business here");
    }
    FormReader form = new FormReader(head, body);
    long length = policy.check(form.fields());
    MessageDigest md5 = KnowledgeBase.md5();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long received =
        form.file((bytes, n) -> {
          md5.update(bytes, 0, n);
          if (options.keepsContent()) {
            kept.write(bytes, 0, n);
          }
        });
    if (received != length) {
      throw new StoreRefusal(
          400,
          received > length ? "EntityTooLarge" : "EntityTooSmall",
          "not the length of the form");
    }
    String digest = HexFormat.of().formatHex(md5.digest());
    state.keep(
        form.fields().getOrDefault("key", ""),
        new KnowledgeBase.Content(received, digest, kept.toByteArray()));
    HttpAnswer answer = HttpAnswer.of(options.successStatus()).with("ETag", '"' + digest + '"');
    return options.successStatus() == 201
        ? answer.body("application/xml", "<PostResponse><ETag>" + digest + "</ETag></PostResponse>")
        : answer;
  }

  private final class Post implements Call {
    private final RequestHead head;

    Post(RequestHead head) {
      this.head = head;
    }

    @Override
    public Operation operation() {
      return head.method().equals("POST") ? Operation.POST_OBJECT : Operation.OTHER;
    }

    @Override
    public String bucket() {
      return "bucket";
    }

    @Override
    public String key() {
      return "";
    }

    @Override
    public HttpAnswer answer(RequestBody body) throws IOException {
      try {
        return take(head, body);
      } catch (FormReader.MalformedFormException e) {
        return worded(400, "MalformedPOSTRequest", String.valueOf(e.getMessage()));
      } catch (StoreRefusal e) {
        return worded(e.status(), e.code(), String.valueOf(e.getMessage()));
      }
    }
  }
}
