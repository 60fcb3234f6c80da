package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Operation;
import dev.davit.testkit.server.Protocol;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks S3: understands, authenticates, carries out, and words refusals. */
final class S3Protocol implements Protocol {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String REQUEST_ID = "x-amz-request-id";
  private final AtomicLong requestIds = new AtomicLong(System.nanoTime());

  private final S3Options options;
  private final S3Authenticator authenticator;
  private final ObjectCalls objects;
  private final CopyCalls copies;
  private final UploadCalls uploads;
  private final CompleteCall completion;
  private final UploadListings uploadListings;
  private final Listings listings;
  private final BucketCalls buckets;
  private final ObjectFacts facts;

  S3Protocol(S3Store store, S3Authenticator authenticator) {
    this.options = store.options();
    this.authenticator = authenticator;
    BodyReceiver bodies = new BodyReceiver(options, store.state().blobs());
    objects = new ObjectCalls(store, bodies);
    copies = new CopyCalls(store);
    uploads = new UploadCalls(store, bodies);
    completion = new CompleteCall(store, bodies);
    uploadListings = new UploadListings(store);
    listings = new Listings(store);
    buckets = new BucketCalls(store, bodies);
    facts = new ObjectFacts(store, bodies);
  }

  @Override
  public Call open(RequestHead head) {
    try {
      S3Target target = S3Target.parse(head, options.hostSuffixes());
      return new Understood(head, target, S3Router.route(head, target));
    } catch (S3Refusal refusal) {
      return new NotUnderstood(head, refusal);
    }
  }

  @Override
  public HttpAnswer refusal(RequestHead head, int status, String code) {
    S3Code known = S3Code.named(code).orElse(S3Code.usual(status));
    Map<String, String> elements = new LinkedHashMap<>();
    String id = requestId();
    elements.put("RequestId", id);
    elements.put("HostId", id);
    String document = Xml.error(known, known.message(), elements);
    return identified(HttpAnswer.of(status).body("application/xml", document), id);
  }

  @Override
  public int statusOf(String code) {
    return S3Code.named(code)
        .orElseThrow(() -> new IllegalArgumentException("not known here: " + code))
        .status();
  }

  private HttpAnswer answer(Understood call, RequestBody body) throws IOException {
    try {
      S3Identity identity = authenticator.verify(call.head(), call.target());
      S3Request request = new S3Request(call.head(), call.target(), identity);
      return identified(carryOut(call.operation(), request, body), requestId());
    } catch (S3Refusal refusal) {
      return worded(call.head(), refusal);
    }
  }

  private HttpAnswer carryOut(Operation operation, S3Request request, RequestBody body)
      throws S3Refusal, IOException {
    return switch (operation) {
      case LIST_BUCKETS -> buckets.list();
      case CREATE_BUCKET -> buckets.create(request, body);
      case DELETE_BUCKET -> buckets.delete(request);
      case HEAD_BUCKET -> buckets.head(request);
      case GET_BUCKET_LOCATION -> buckets.location(request);
      case GET_BUCKET_ACL -> buckets.acl(request);
      case GET_BUCKET_VERSIONING -> buckets.versioning(request);
      case LIST_OBJECTS -> listings.v1(request);
      case LIST_OBJECTS_V2 -> listings.v2(request);
      case PUT_OBJECT -> objects.put(request, body);
      case GET_OBJECT -> objects.get(request);
      case HEAD_OBJECT -> objects.head(request);
      case DELETE_OBJECT -> objects.delete(request);
      case DELETE_OBJECTS -> buckets.deleteObjects(request, body);
      case COPY_OBJECT -> copies.copy(request);
      case CREATE_MULTIPART_UPLOAD -> uploads.create(request);
      case UPLOAD_PART -> uploads.part(request, body);
      case UPLOAD_PART_COPY -> uploads.partCopy(request);
      case LIST_PARTS -> uploadListings.parts(request);
      case COMPLETE_MULTIPART_UPLOAD -> completion.complete(request, body);
      case ABORT_MULTIPART_UPLOAD -> uploads.abort(request);
      case LIST_MULTIPART_UPLOADS -> uploadListings.uploads(request);
      case GET_OBJECT_TAGGING -> facts.tagging(request);
      case PUT_OBJECT_TAGGING -> facts.putTagging(request, body);
      case DELETE_OBJECT_TAGGING -> facts.deleteTagging(request);
      case GET_OBJECT_ACL -> facts.acl(request);
      case PUT_OBJECT_ACL -> facts.putAcl(request);
      case OTHER,
          POST_OBJECT,
          PRESIGN_UPLOAD,
          REGISTER_FILES,
          LIST_FILES,
          GET_FILE,
          DELETE_FILE,
          GET_FAILURE ->
          throw new S3Refusal(S3Code.NOT_IMPLEMENTED);
    };
  }

  private HttpAnswer worded(RequestHead head, S3Refusal refusal) {
    String id = requestId();
    Map<String, String> elements = new LinkedHashMap<>(refusal.elements());
    elements.put("RequestId", id);
    elements.put("HostId", id);
    HttpAnswer answer = HttpAnswer.of(refusal.code().status());
    refusal.headers().forEach(answer::with);
    answer.body("application/xml", Xml.error(refusal.code(), refusal.text(), elements));
    return identified(head.method().equals("HEAD") ? answer.withholdBody() : answer, id);
  }

  private String requestId() {
    return HEX.toHexDigits(requestIds.incrementAndGet());
  }

  private static HttpAnswer identified(HttpAnswer answer, String id) {
    return answer.with(REQUEST_ID, id).with("x-amz-id-2", id).with("Server", "AmazonS3");
  }

  private final class Understood implements Call {
    private final RequestHead head;
    private final S3Target target;
    private final Operation operation;

    Understood(RequestHead head, S3Target target, Operation operation) {
      this.head = head;
      this.target = target;
      this.operation = operation;
    }

    RequestHead head() {
      return head;
    }

    S3Target target() {
      return target;
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
      return S3Protocol.this.answer(this, body);
    }
  }

  private final class NotUnderstood implements Call {
    private final RequestHead head;
    private final S3Refusal refusal;

    NotUnderstood(RequestHead head, S3Refusal refusal) {
      this.head = head;
      this.refusal = refusal;
    }

    @Override
    public Operation operation() {
      return Operation.OTHER;
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
    public HttpAnswer answer(RequestBody body) {
      return worded(head, refusal);
    }
  }
}
