package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.RequestBody;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything about buckets, and deleting many objects at once. */
final class BucketCalls {
  private static final String OWNER = "davit-testkit";
  private static final int MAX_DOCUMENT = 2 << 20;
  private static final int MAX_DELETIONS = 1000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final S3Store store;
  private final BodyReceiver bodies;

  BucketCalls(S3Store store, BodyReceiver bodies) {
    this.store = store;
    this.bodies = bodies;
  }

  HttpAnswer list() {
    Xml xml = Xml.document("ListAllMyBucketsResult");
    owner(xml, "Owner");
    xml.open("Buckets");
    for (BucketState bucket : store.state().buckets()) {
      xml.open("Bucket")
          .element("Name", bucket.name())
          .element("CreationDate", S3Store.isoDate(bucket.created()))
          .close();
    }
    return xml(xml.close());
  }

  HttpAnswer create(S3Request request, RequestBody body) throws S3Refusal, IOException {
    if (!NAME.matcher(request.bucket()).matches()) {
      throw new S3Refusal(S3Code.INVALID_BUCKET_NAME).element("BucketName", request.bucket());
    }
    String region = store.options().region();
    if (request.head().contentLength() > 0 || request.head().chunked()) {
      byte[] document = bodies.document(request, body, MAX_DOCUMENT);
      region =
          XmlBody.parse(document, "CreateBucketConfiguration")
              .value("LocationConstraint")
              .filter(name -> !name.isBlank())
              .orElse(region);
    }
    if (store.state().bucket(request.bucket()).isPresent()) {
      throw new S3Refusal(S3Code.BUCKET_ALREADY_OWNED_BY_YOU);
    }
    store.state().createBucket(request.bucket(), region);
    return HttpAnswer.of(200).with("Location", "/" + request.bucket());
  }

  HttpAnswer delete(S3Request request) throws S3Refusal {
    if (!store.bucket(request).objects().isEmpty()) {
      throw new S3Refusal(S3Code.BUCKET_NOT_EMPTY);
    }
    store.state().deleteBucket(request.bucket());
    return HttpAnswer.of(204);
  }

  HttpAnswer head(S3Request request) throws S3Refusal {
    return HttpAnswer.of(200)
        .with("x-amz-bucket-region", store.bucket(request).region())
        .with("Content-Type", "application/xml")
        .withholdBody();
  }

  /** Answers for buckets in every region, as S3 does. */
  HttpAnswer location(S3Request request) throws S3Refusal {
    Optional<BucketState> bucket = store.state().bucket(request.bucket());
    String region = (bucket.isPresent() ? bucket.get() : store.bucket(request)).region();
    String shown = region.equals("us-east-1") ? "" : region;
    String document = Xml.document("LocationConstraint").close().toString();
    int end = document.lastIndexOf("</");
    return HttpAnswer.of(200)
        .body("application/xml", document.substring(0, end) + shown + document.substring(end));
  }

  HttpAnswer versioning(S3Request request) throws S3Refusal {
    store.bucket(request);
    return xml(Xml.document("VersioningConfiguration"));
  }

  HttpAnswer acl(S3Request request) throws S3Refusal {
    store.bucket(request);
    return xml(acl());
  }

  /** Returns the list that says: the owner may do everything. */
  static Xml acl() {
    Xml xml = Xml.document("AccessControlPolicy");
    owner(xml, "Owner");
    xml.open("AccessControlList").open("Grant");
    xml.open(
        "Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:type=\"CanonicalUser\"");
    return xml.element("ID", OWNER)
        .element("DisplayName", OWNER)
        .closeAs("Grantee")
        .element("Permission", "FULL_CONTROL")
        .close()
        .close();
  }

  HttpAnswer deleteObjects(S3Request request, RequestBody body) throws S3Refusal, IOException {
    BucketState bucket = store.bucket(request);
    boolean checked =
        request.headers().has("content-md5") || request.headers().has("x-amz-trailer");
    for (ChecksumKind kind : ChecksumKind.values()) {
      checked |= request.headers().has(kind.header());
    }
    if (!checked) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
    XmlBody delete = XmlBody.parse(bodies.document(request, body, MAX_DOCUMENT), "Delete");
    List<XmlBody> objects = delete.all("Object");
    if (objects.isEmpty() || objects.size() > MAX_DELETIONS) {
      throw new S3Refusal(S3Code.MALFORMED_XML);
    }
    boolean quiet = delete.value("Quiet").orElse("false").strip().equals("true");
    Xml xml = Xml.document("DeleteResult");
    for (XmlBody object : objects) {
      String key = object.required("Key");
      bucket.delete(key, store.now());
      if (!quiet) {
        xml.open("Deleted").element("Key", key).close();
      }
    }
    return xml(xml);
  }

  static void owner(Xml xml, String element) {
    xml.open(element).element("ID", OWNER).element("DisplayName", OWNER).close();
  }

  private static HttpAnswer xml(Xml xml) {
    return HttpAnswer.of(200).body("application/xml", xml.close().toString());
  }
}
