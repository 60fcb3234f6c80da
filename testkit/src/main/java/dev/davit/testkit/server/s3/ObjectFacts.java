package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Tags and access of objects that exist. */
final class ObjectFacts {
  private static final int MAX_DOCUMENT = 64 * 1024;

  private final S3Store store;
  private final BodyReceiver bodies;

  ObjectFacts(S3Store store, BodyReceiver bodies) {
    this.store = store;
    this.bodies = bodies;
  }

  HttpAnswer tagging(S3Request request) throws S3Refusal {
    String header = store.object(request).headers().getOrDefault(StoredHeaders.TAGGING, "");
    return HttpAnswer.of(200).body("application/xml", TagSet.fromHeader(header).xml());
  }

  HttpAnswer putTagging(S3Request request, RequestBody body) throws S3Refusal, IOException {
    StoredVersion version = store.object(request);
    byte[] document = bodies.document(request, body, MAX_DOCUMENT);
    String tags = TagSet.fromXml(XmlBody.parse(document, "Tagging")).header();
    change(request, version, StoredHeaders.TAGGING, tags);
    return HttpAnswer.of(200);
  }

  HttpAnswer deleteTagging(S3Request request) throws S3Refusal {
    change(request, store.object(request), StoredHeaders.TAGGING, "");
    return HttpAnswer.of(204);
  }

  HttpAnswer acl(S3Request request) throws S3Refusal {
    store.object(request);
    return HttpAnswer.of(200).body("application/xml", BucketCalls.acl().close().toString());
  }

  HttpAnswer putAcl(S3Request request) throws S3Refusal {
    change(
        request,
        store.object(request),
        StoredHeaders.ACL,
        request.headers().firstOr(StoredHeaders.ACL, ""));
    return HttpAnswer.of(200);
  }

  private void change(S3Request request, StoredVersion version, String name, String value)
      throws S3Refusal {
    Map<String, String> headers = new HashMap<>(version.headers());
    headers.remove(name);
    if (!value.isEmpty()) {
      headers.put(name, value);
    }
    store
        .bucket(request)
        .put(
            version.withHeaders(headers),
            now -> now.isPresent() && now.get().etag().equals(version.etag()));
  }
}
