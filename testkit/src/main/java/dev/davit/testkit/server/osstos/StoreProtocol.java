package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Understands a request, checks its sender, carries it out, and words what is refused. */
final class StoreProtocol implements Protocol {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Set<Operation> WRITES =
      EnumSet.of(
          Operation.PUT_OBJECT,
          Operation.UPLOAD_PART,
          Operation.CREATE_MULTIPART_UPLOAD,
          Operation.GET_OBJECT,
          Operation.HEAD_OBJECT);

  private final Store store;
  private final Dialect dialect;
  private final ObjectCalls objects;
  private final PartCalls parts;
  private final ListCalls lists;
  private final FormCalls forms;
  private final AtomicLong ids = new AtomicLong(System.nanoTime());

  StoreProtocol(Store store) {
    this.store = store;
    dialect = store.dialect();
    Callbacks callbacks = new Callbacks(store);
    objects = new ObjectCalls(store, callbacks);
    parts = new PartCalls(store, objects, callbacks);
    lists = new ListCalls(store);
    forms = new FormCalls(store, objects);
  }

  @Override
  public Call open(RequestHead head) {
    try {
      Target target = Target.parse(head, store.options());
      return new Understood(head, target, routed(head, target));
    } catch (Refusal refusal) {
      return new Understood(head, new Target("", "", Map.of(), "/", false), refusal);
    }
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    String named = code.isEmpty() ? Refusal.usual(status) : code;
    HttpAnswer answer = worded(head, new Refusal(named, "We were told to refuse this."));
    return answer.status(status == 0 ? Refusal.statusOf(named) : status);
  }

  @Override
  public int statusOf(String code) {
    return Refusal.statusOf(code);
  }

  private Operation routed(RequestHead head, Target target) {
    if (target.bucket().isEmpty()) {
      return head.method().equals("GET") ? Operation.LIST_BUCKETS : Operation.OTHER;
    }
    return target.key().isEmpty() ? bucket(head, target) : object(head, target);
  }

  private static Operation bucket(RequestHead head, Target target) {
    return switch (head.method()) {
      case "HEAD" -> Operation.HEAD_BUCKET;
      case "PUT" -> Operation.CREATE_BUCKET;
      case "POST" -> target.has("delete") ? Operation.DELETE_OBJECTS : Operation.PUT_OBJECT;
      case "GET" -> {
        if (target.has("uploads")) {
          yield Operation.LIST_MULTIPART_UPLOADS;
        }
        if (target.has("bucketInfo") || target.has("location")) {
          yield Operation.GET_BUCKET_LOCATION;
        }
        yield target.first("list-type", "").equals("2")
            ? Operation.LIST_OBJECTS_V2
            : Operation.LIST_OBJECTS;
      }
      default -> Operation.OTHER;
    };
  }

  private Operation object(RequestHead head, Target target) {
    boolean part = target.has("uploadId");
    boolean copies = head.headers().has(dialect.prefix() + "copy-source");
    return switch (head.method()) {
      case "PUT" -> {
        if (target.has("partNumber") != part || target.has("tagging") || target.has("acl")) {
          yield Operation.OTHER;
        }
        if (part) {
          yield copies ? Operation.UPLOAD_PART_COPY : Operation.UPLOAD_PART;
        }
        yield copies ? Operation.COPY_OBJECT : Operation.PUT_OBJECT;
      }
      case "GET" -> part ? Operation.LIST_PARTS : Operation.GET_OBJECT;
      case "HEAD" -> Operation.HEAD_OBJECT;
      case "DELETE" -> part ? Operation.ABORT_MULTIPART_UPLOAD : Operation.DELETE_OBJECT;
      case "POST" -> {
        if (target.has("uploads")) {
          yield Operation.CREATE_MULTIPART_UPLOAD;
        }
        yield part ? Operation.COMPLETE_MULTIPART_UPLOAD : Operation.OTHER;
      }
      default -> Operation.OTHER;
    };
  }

  private HttpAnswer answer(Understood call, RequestBody body) throws IOException {
    try {
      if (call.refusal != null) {
        throw call.refusal;
      }
      boolean form = call.operation == Operation.PUT_OBJECT && call.target.key().isEmpty();
      if (!form) { // a form proves itself by its own fields
        dialect.verify(call.head, call.target);
      }
      if (store.options().publicEndpointForbidden() && WRITES.contains(call.operation)) {
        throw new Refusal(
            "PublicEndpointForbidden",
            "Public endpoint is forbidden for this bucket.",
            "0048-00000401");
      }
      Request request = new Request(call.head, call.target, dialect);
      return identified(carriedOut(call.operation, request, body));
    } catch (Refusal refusal) {
      return worded(call.head, refusal);
    }
  }

  private HttpAnswer carriedOut(Operation operation, Request request, RequestBody body)
      throws Refusal, IOException {
    return switch (operation) {
      case CREATE_BUCKET -> {
        store.state().createBucket(request.target().bucket(), store.options().region());
        yield HttpAnswer.of(200);
      }
      case HEAD_BUCKET ->
          HttpAnswer.of(200)
              .with(dialect.prefix() + "bucket-region", store.bucket(request).region());
      case GET_BUCKET_LOCATION -> location(request);
      case LIST_OBJECTS -> lists.objects(request, false);
      case LIST_OBJECTS_V2 -> lists.objects(request, true);
      case PUT_OBJECT ->
          request.key().isEmpty() ? forms.post(request, body) : objects.put(request, body);
      case GET_OBJECT -> objects.get(request);
      case HEAD_OBJECT -> objects.head(request);
      case DELETE_OBJECT -> objects.delete(request);
      case DELETE_OBJECTS -> objects.deleteAll(request, body);
      case COPY_OBJECT -> objects.copy(request);
      case CREATE_MULTIPART_UPLOAD -> parts.create(request);
      case UPLOAD_PART -> parts.part(request, body);
      case UPLOAD_PART_COPY -> parts.partCopy(request);
      case LIST_PARTS -> lists.parts(request);
      case COMPLETE_MULTIPART_UPLOAD -> parts.complete(request, body);
      case ABORT_MULTIPART_UPLOAD -> parts.abort(request);
      case LIST_MULTIPART_UPLOADS -> lists.uploads(request);
      case LIST_BUCKETS,
          DELETE_BUCKET,
          GET_BUCKET_ACL,
          GET_BUCKET_VERSIONING,
          GET_OBJECT_TAGGING,
          PUT_OBJECT_TAGGING,
          DELETE_OBJECT_TAGGING,
          GET_OBJECT_ACL,
          PUT_OBJECT_ACL,
          POST_OBJECT,
          PRESIGN_UPLOAD,
          REGISTER_FILES,
          LIST_FILES,
          GET_FILE,
          DELETE_FILE,
          GET_FAILURE,
          OTHER ->
          throw new Refusal("NotImplemented", "This is not implemented here.");
    };
  }

  private HttpAnswer location(Request request) throws Refusal {
    String host = request.headers().firstOr("host", "");
    Doc bucket =
        new Doc()
            .set("Name", request.target().bucket())
            .set("Location", store.bucket(request).region())
            .set("ExtranetEndpoint", host)
            .set("IntranetEndpoint", host);
    return dialect.worded(200, "BucketInfo", new Doc().set("Bucket", bucket));
  }

  private HttpAnswer worded(RequestHead head, Refusal refusal) {
    Doc doc =
        new Doc()
            .set("Code", refusal.code())
            .set("Message", refusal.text())
            .set("HostId", head.headers().firstOr("host", ""))
            .set("EC", refusal.ec());
    if (refusal.ec().equals(KeyRing.WRONG_REGION)) {
      doc.set("Region", store.options().region());
    }
    HttpAnswer answer = identified(HttpAnswer.of(200));
    doc.set("RequestId", answer.header(dialect.prefix() + "request-id").orElse(""));
    HttpAnswer error = dialect.worded(refusal.status(), "Error", doc);
    error.with(
        dialect.prefix() + "request-id", answer.header(dialect.prefix() + "request-id").orElse(""));
    error.with(dialect.prefix() + "ec", refusal.ec());
    if (head.method().equals("HEAD")) {
      error.withholdBody();
    }
    return error;
  }

  private HttpAnswer identified(HttpAnswer answer) {
    return answer.with(dialect.prefix() + "request-id", HEX.toHexDigits(ids.incrementAndGet()));
  }

  private final class Understood implements Call {
    private final RequestHead head;
    private final Target target;
    private final Operation operation;
    private final @Nullable Refusal refusal;

    Understood(RequestHead head, Target target, Operation operation) {
      this.head = head;
      this.target = target;
      this.operation = operation;
      refusal = null;
    }

    Understood(RequestHead head, Target target, Refusal refusal) {
      this.head = head;
      this.target = target;
      operation = Operation.OTHER;
      this.refusal = refusal;
    }

    @Override
    public Operation operation() {
      return operation;
    }

    @Override
    public String bucket() {
      return target.bucket();
    }

    @Override
    public String key() {
      return target.key();
    }

    @Override
    public HttpAnswer answer(RequestBody body) throws IOException {
      return StoreProtocol.this.answer(this, body);
    }
  }
}
