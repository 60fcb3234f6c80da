package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredPart;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Begins and aborts multipart uploads, and takes their parts. */
final class UploadCalls {
  private static final int MAX_PART_NUMBER = 10_000;

  private final S3Store store;
  private final BodyReceiver bodies;

  UploadCalls(S3Store store, BodyReceiver bodies) {
    this.store = store;
    this.bodies = bodies;
  }

  HttpAnswer create(S3Request request) throws S3Refusal {
    BucketState bucket = store.bucket(request);
    Map<String, String> headers = StoredHeaders.of(request.headers());
    for (String name :
        new String[] {StoredHeaders.CHECKSUM_ALGORITHM, StoredHeaders.CHECKSUM_TYPE}) {
      request.headers().first(name).ifPresent(value -> headers.put(name, value));
    }
    UploadChecksum checksum = UploadChecksum.of(headers);
    MultipartUpload upload = bucket.begin(request.key(), store.now(), headers);
    Xml xml =
        Xml.document("InitiateMultipartUploadResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", upload.id())
            .close();
    HttpAnswer answer = HttpAnswer.of(200).body("application/xml", xml.toString());
    StoredHeaders.showEncryption(headers, answer);
    return checksum.chosen()
        ? answer
            .with(StoredHeaders.CHECKSUM_ALGORITHM, checksum.kind().name())
            .with(StoredHeaders.CHECKSUM_TYPE, checksum.type())
        : answer;
  }

  HttpAnswer part(S3Request request, RequestBody body) throws S3Refusal, IOException {
    MultipartUpload upload = store.upload(request);
    int number = number(request);
    UploadChecksum checksum = UploadChecksum.of(upload);
    Received received = bodies.receive(request, body, kinds(checksum));
    checksum.checkPart(received.given());
    StoredPart part = keep(upload, number, received);
    HttpAnswer answer = HttpAnswer.of(200).with("ETag", S3Store.quoted(part.etag()));
    StoredHeaders.showEncryption(upload.headers(), answer);
    return answer.with(
        checksum.kind().header(), part.checksums().getOrDefault(checksum.kind().label(), ""));
  }

  HttpAnswer partCopy(S3Request request) throws S3Refusal, IOException {
    MultipartUpload upload = store.upload(request);
    int number = number(request);
    UploadChecksum checksum = UploadChecksum.of(upload);
    CopySource source = CopySource.of(request, store);
    StoredPart part = keep(upload, number, source.read(request, kinds(checksum), store));
    Xml xml =
        Xml.document("CopyPartResult")
            .element("LastModified", S3Store.isoDate(part.received()))
            .element("ETag", S3Store.quoted(part.etag()))
            .element(
                checksum.kind().element(),
                part.checksums().getOrDefault(checksum.kind().label(), ""))
            .close();
    return HttpAnswer.of(200).body("application/xml", xml.toString());
  }

  HttpAnswer abort(S3Request request) throws S3Refusal {
    store.bucket(request).end(store.upload(request));
    return HttpAnswer.of(204);
  }

  private StoredPart keep(MultipartUpload upload, int number, Received received) throws S3Refusal {
    StoredPart part =
        new StoredPart(
            number,
            received.content(),
            store.etag(received.md5()),
            store.now(),
            received.encoded());
    upload.put(part);
    return part;
  }

  private static Set<ChecksumKind> kinds(UploadChecksum checksum) {
    return EnumSet.of(ChecksumKind.CRC64NVME, checksum.kind());
  }

  private static int number(S3Request request) throws S3Refusal {
    int number = request.query().number("partNumber", 0, Integer.MAX_VALUE);
    if (number < 1 || number > MAX_PART_NUMBER) {
      throw new S3Refusal(
              S3Code.INVALID_ARGUMENT,
              "Part number must be an integer between 1 and " + MAX_PART_NUMBER + ", inclusive")
          .element("ArgumentName", "partNumber")
          .element("ArgumentValue", "" + number);
    }
    return number;
  }
}
