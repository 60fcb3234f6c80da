package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredPart;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes an object of the parts that the client lists. */
final class CompleteCall {
  private static final int MAX_DOCUMENT = 4 << 20;

  private final S3Store store;
  private final BodyReceiver bodies;

  CompleteCall(S3Store store, BodyReceiver bodies) {
    this.store = store;
    this.bodies = bodies;
  }

  HttpAnswer complete(S3Request request, RequestBody body) throws S3Refusal, IOException {
    BucketState bucket = store.bucket(request);
    MultipartUpload upload = store.upload(request);
    UploadChecksum checksum = UploadChecksum.of(upload);
    byte[] document = bodies.document(request.withoutChecksumHeaders(), body, MAX_DOCUMENT);
    List<StoredPart> parts =
        parts(XmlBody.parse(document, "CompleteMultipartUpload"), upload, checksum);
    StoredVersion version = version(upload, parts, checksum);
    checkObject(request, version, checksum);
    Optional<StoredVersion> present = bucket.object(request.key());
    Predicate<Optional<StoredVersion>> allowed = Conditions.ofWrite(request.headers(), present);
    switch (bucket.complete(upload, version, allowed)) {
      case DONE -> {}
      case NO_SUCH_UPLOAD -> throw new S3Refusal(S3Code.NO_SUCH_UPLOAD);
      case NOT_ALLOWED -> throw Conditions.failed(request.headers());
    }
    Xml xml =
        Xml.document("CompleteMultipartUploadResult")
            .element("Location", "/" + request.bucket() + "/" + request.key())
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("ETag", S3Store.quoted(version.etag()))
            .element(
                checksum.kind().element(),
                version.checksums().getOrDefault(checksum.kind().label(), ""))
            .element("ChecksumType", checksum.type())
            .close();
    HttpAnswer answer = HttpAnswer.of(200).body("application/xml", xml.toString());
    StoredHeaders.showEncryption(upload.headers(), answer);
    return answer;
  }

  private List<StoredPart> parts(XmlBody document, MultipartUpload upload, UploadChecksum checksum)
      throws S3Refusal {
    List<XmlBody> listed = document.all("Part");
    if (listed.isEmpty()) {
      throw new S3Refusal(S3Code.MALFORMED_XML);
    }
    List<StoredPart> parts = new ArrayList<>(listed.size());
    int previous = 0;
    for (XmlBody entry : listed) {
      int number = number(entry.required("PartNumber"));
      if (number <= previous) {
        throw new S3Refusal(S3Code.INVALID_PART_ORDER).element("UploadId", upload.id());
      }
      previous = number;
      parts.add(part(entry, number, upload, checksum));
    }
    for (StoredPart part : parts.subList(0, parts.size() - 1)) {
      if (part.content().length() < store.options().minPartBytes()) {
        throw new S3Refusal(S3Code.ENTITY_TOO_SMALL)
            .element("ProposedSize", "" + part.content().length())
            .element("MinSizeAllowed", "" + store.options().minPartBytes())
            .element("PartNumber", "" + part.number())
            .element("ETag", part.etag());
      }
    }
    return parts;
  }

  private static StoredPart part(
      XmlBody entry, int number, MultipartUpload upload, UploadChecksum checksum) throws S3Refusal {
    String etag = entry.required("ETag").strip().replace("\"", "");
    StoredPart part =
        upload
            .part(number)
            .filter(stored -> stored.etag().equals(etag))
            .orElseThrow(() ->
                new S3Refusal(S3Code.INVALID_PART)
                    .element("UploadId", upload.id())
                    .element("PartNumber", "" + number)
                    .element("ETag", etag));
    Optional<String> value = entry.value(checksum.kind().element());
    if (checksum.chosen() && checksum.composite() && value.isEmpty()) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The upload was created using a "
              + checksum.kind().label()
              + " checksum. The complete request must include the checksum for each part. It was "
              + "missing for part "
              + number
              + " in the request.");
    }
    if (value.isPresent()
        && !value.get().equals(part.checksums().getOrDefault(checksum.kind().label(), ""))) {
      throw new S3Refusal(S3Code.INVALID_PART).element("PartNumber", "" + number);
    }
    return part;
  }

  private StoredVersion version(
      MultipartUpload upload, List<StoredPart> parts, UploadChecksum checksum) {
    Map<String, String> headers = new HashMap<>(upload.headers());
    headers.put(StoredHeaders.CHECKSUM_ALGORITHM, checksum.kind().label());
    headers.put(StoredHeaders.CHECKSUM_TYPE, checksum.type());
    Map<String, String> checksums = new HashMap<>();
    ChecksumKind always = ChecksumKind.CRC64NVME;
    checksums.put(always.label(), Received.base64(UploadChecksum.joined(always, parts)));
    checksums.put(checksum.kind().label(), checksum.ofParts(parts));
    return new StoredVersion(
        upload.key(),
        Blob.joined(parts.stream().map(StoredPart::content).toList()),
        etag(parts),
        store.now(),
        headers,
        checksums,
        parts.stream().map(part -> part.content().length()).toList());
  }

  private static String etag(List<StoredPart> parts) {
    MessageDigest md5 = SigV4.digest("MD5");
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
    return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
  }

  private static void checkObject(S3Request request, StoredVersion version, UploadChecksum checksum)
      throws S3Refusal {
    String type = request.headers().firstOr(StoredHeaders.CHECKSUM_TYPE, checksum.type());
    if (!type.equals(checksum.type())) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The upload was created with the " + checksum.type() + " checksum mode.");
    }
    String size = request.headers().firstOr("x-amz-mp-object-size", "" + version.length());
    if (!size.equals("" + version.length())) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "The provided 'x-amz-mp-object-size' header value "
              + size
              + " does not match "
              + version.length());
    }
    for (ChecksumKind kind : ChecksumKind.values()) {
      Optional<String> value = request.headers().first(kind.header());
      if (value.isPresent()) {
        checksum.checkPart(Optional.of(kind));
        if (!value.get().equals(version.checksums().getOrDefault(kind.label(), ""))) {
          throw new S3Refusal(
              S3Code.BAD_DIGEST,
              "The " + kind.label() + " you specified did not match the calculated checksum.");
        }
      }
    }
  }

  private static int number(String text) throws S3Refusal {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new S3Refusal(S3Code.MALFORMED_XML);
    }
  }
}
