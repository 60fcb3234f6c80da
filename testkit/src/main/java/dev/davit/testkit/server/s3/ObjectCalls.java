package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes, reads and deletes whole objects. */
final class ObjectCalls {
  private static final Set<ChecksumKind> DEFAULT = EnumSet.of(ChecksumKind.CRC64NVME);
  private static final List<String> OVERRIDES =
      List.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  private final S3Store store;
  private final BodyReceiver bodies;

  ObjectCalls(S3Store store, BodyReceiver bodies) {
    this.store = store;
    this.bodies = bodies;
  }

  HttpAnswer put(S3Request request, RequestBody body) throws S3Refusal, IOException {
    BucketState bucket = store.bucket(request);
    Map<String, String> headers = StoredHeaders.of(request.headers());
    // Refused before the body comes where that is possible, and looked at again when it has come.
    Optional<StoredVersion> present = bucket.object(request.key());
    Predicate<Optional<StoredVersion>> allowed = Conditions.ofWrite(request.headers(), present);
    if (!allowed.test(present)) {
      throw Conditions.failed(request.headers());
    }
    Received received = bodies.receive(request, body, DEFAULT);
    headers.put(
        StoredHeaders.CHECKSUM_ALGORITHM, received.given().orElse(ChecksumKind.CRC64NVME).label());
    headers.put(StoredHeaders.CHECKSUM_TYPE, StoredHeaders.FULL_OBJECT);
    StoredVersion version =
        new StoredVersion(
            request.key(),
            received.content(),
            store.etag(received.md5()),
            store.now(),
            headers,
            received.encoded(),
            List.of());
    if (!bucket.put(version, allowed)) {
      throw Conditions.failed(request.headers());
    }
    HttpAnswer answer = HttpAnswer.of(200).with("ETag", S3Store.quoted(version.etag()));
    StoredHeaders.showChecksum(version, answer);
    StoredHeaders.showEncryption(headers, answer);
    return answer;
  }

  HttpAnswer get(S3Request request) throws S3Refusal {
    StoredVersion version = store.object(request);
    if (!version.content().kept()) {
      throw new S3Refusal(S3Code.NOT_IMPLEMENTED, "This server keeps lengths and digests only.");
    }
    return read(request, version);
  }

  HttpAnswer head(S3Request request) throws S3Refusal {
    return read(request, store.object(request)).withholdBody();
  }

  HttpAnswer delete(S3Request request) throws S3Refusal {
    store.bucket(request).delete(request.key(), store.now());
    return HttpAnswer.of(204);
  }

  private HttpAnswer read(S3Request request, StoredVersion version) throws S3Refusal {
    Conditions.checkRead(request.headers(), "", version);
    Optional<ReadRange> range = ReadRange.of(request, version);
    HttpAnswer answer = HttpAnswer.of(range.isPresent() ? 206 : 200);
    StoredHeaders.show(version.headers(), answer);
    answer
        .with("ETag", S3Store.quoted(version.etag()))
        .with("Last-Modified", S3Store.httpDate(version.modified()))
        .with("Accept-Ranges", "bytes");
    for (String name : OVERRIDES) {
      request.query().first("response-" + name).ifPresent(value -> answer.with(name, value));
    }
    if (!version.partLengths().isEmpty() && request.query().has("partNumber")) {
      answer.with("x-amz-mp-parts-count", "" + version.partLengths().size());
    }
    if (range.isPresent()) {
      ReadRange wanted = range.get();
      answer.with("Content-Range", wanted.contentRange(version.length()));
      return answer.body(version.content().slice(wanted.offset(), wanted.length()));
    }
    if (request.headers().firstOr("x-amz-checksum-mode", "").equalsIgnoreCase("ENABLED")) {
      StoredHeaders.showChecksum(version, answer);
    }
    return answer.body(version.content());
  }
}
