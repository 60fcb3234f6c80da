package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies objects inside the server. */
final class CopyCalls {
  private final S3Store store;

  CopyCalls(S3Store store) {
    this.store = store;
  }

  HttpAnswer copy(S3Request request) throws S3Refusal, IOException {
    BucketState bucket = store.bucket(request);
    CopySource source = CopySource.of(request, store);
    Map<String, String> headers = headers(request, source.version());
    ChecksumKind kind =
        ChecksumKind.named(headers.getOrDefault(StoredHeaders.CHECKSUM_ALGORITHM, ""))
            .orElse(ChecksumKind.CRC64NVME);
    Received received = source.read(request, EnumSet.of(ChecksumKind.CRC64NVME, kind), store);
    headers.put(StoredHeaders.CHECKSUM_ALGORITHM, kind.label());
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
    Optional<StoredVersion> present = bucket.object(request.key());
    if (!bucket.put(version, Conditions.ofWrite(request.headers(), present))) {
      throw Conditions.failed(request.headers());
    }
    Xml xml =
        Xml.document("CopyObjectResult")
            .element("LastModified", S3Store.isoDate(version.modified()))
            .element("ETag", S3Store.quoted(version.etag()))
            .element("ChecksumType", StoredHeaders.FULL_OBJECT)
            .element(kind.element(), version.checksums().getOrDefault(kind.label(), ""))
            .close();
    return HttpAnswer.of(200).body("application/xml", xml.toString());
  }

  private Map<String, String> headers(S3Request request, StoredVersion source) throws S3Refusal {
    boolean replaced = replaces(request, "x-amz-metadata-directive");
    boolean same =
        request
            .headers()
            .firstOr("x-amz-copy-source", "")
            .endsWith(request.bucket() + "/" + Percent.encode(request.key(), true));
    Map<String, String> sent = StoredHeaders.of(request.headers());
    if (same && !replaced && !sent.containsKey("x-amz-storage-class")) {
      throw new S3Refusal(
          S3Code.INVALID_REQUEST,
          "This copy request is illegal because it is trying to copy an object to itself without "
              + "changing the object's metadata, storage class, website redirect location or "
              + "encryption attributes.");
    }
    Map<String, String> kept = new HashMap<>(replaced ? sent : source.headers());
    if (!replaced) {
      kept.remove("x-amz-storage-class");
      kept.remove(StoredHeaders.ACL);
      sent.forEach((name, value) -> {
        if (name.startsWith("x-amz-") && !name.startsWith("x-amz-meta-")) {
          kept.put(name, value);
        }
      });
    }
    if (!replaces(request, "x-amz-tagging-directive")) {
      kept.remove(StoredHeaders.TAGGING);
      String tags = source.headers().getOrDefault(StoredHeaders.TAGGING, "");
      if (!tags.isEmpty()) {
        kept.put(StoredHeaders.TAGGING, tags);
      }
    }
    String algorithm = request.headers().firstOr(StoredHeaders.CHECKSUM_ALGORITHM, "");
    kept.put(
        StoredHeaders.CHECKSUM_ALGORITHM,
        algorithm.isEmpty()
            ? source.headers().getOrDefault(StoredHeaders.CHECKSUM_ALGORITHM, "")
            : algorithm);
    return kept;
  }

  private static boolean replaces(S3Request request, String directive) throws S3Refusal {
    String value = request.headers().firstOr(directive, "COPY");
    return switch (value) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default -> throw new S3Refusal(S3Code.INVALID_ARGUMENT, "Unknown " + directive);
    };
  }
}
