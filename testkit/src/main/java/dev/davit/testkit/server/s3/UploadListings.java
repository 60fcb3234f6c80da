package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.StoredPart;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists multipart uploads and their parts. */
final class UploadListings {
  private static final int PAGE = 1000;

  private final S3Store store;

  UploadListings(S3Store store) {
    this.store = store;
  }

  HttpAnswer parts(S3Request request) throws S3Refusal {
    MultipartUpload upload = store.upload(request);
    UploadChecksum checksum = UploadChecksum.of(upload);
    int max = request.query().number("max-parts", PAGE, PAGE);
    int marker = request.query().number("part-number-marker", 0, Integer.MAX_VALUE);
    List<StoredPart> rest = upload.parts().stream().filter(part -> part.number() > marker).toList();
    List<StoredPart> page = rest.subList(0, Math.min(max, rest.size()));
    Xml xml =
        Xml.document("ListPartsResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", upload.id())
            .element("PartNumberMarker", marker)
            .element("NextPartNumberMarker", page.isEmpty() ? 0 : page.getLast().number())
            .element("MaxParts", max)
            .element("IsTruncated", page.size() < rest.size())
            .element("StorageClass", storageClass(upload));
    if (checksum.chosen()) {
      xml.element("ChecksumAlgorithm", checksum.kind().name());
      xml.element("ChecksumType", checksum.type());
    }
    for (StoredPart part : page) {
      xml.open("Part")
          .element("PartNumber", part.number())
          .element("LastModified", S3Store.isoDate(part.received()))
          .element("ETag", S3Store.quoted(part.etag()))
          .element("Size", part.content().length())
          .element(
              checksum.kind().element(), part.checksums().getOrDefault(checksum.kind().label(), ""))
          .close();
    }
    return HttpAnswer.of(200).body("application/xml", xml.close().toString());
  }

  HttpAnswer uploads(S3Request request) throws S3Refusal {
    QueryFields query = request.query();
    int max = query.number("max-uploads", PAGE, PAGE);
    String prefix = query.firstOr("prefix", "");
    String keyMarker = query.firstOr("key-marker", "");
    String idMarker = query.firstOr("upload-id-marker", "");
    if (query.has("delimiter") && !query.firstOr("delimiter", "").isEmpty()) {
      throw new S3Refusal(S3Code.NOT_IMPLEMENTED, "A delimiter is not implemented here.");
    }
    UnaryOperator<String> encoded = Listings.encoding(query);
    List<MultipartUpload> rest =
        store.bucket(request).uploads().stream()
            .filter(upload -> upload.key().startsWith(prefix))
            .filter(upload -> after(upload, keyMarker, idMarker))
            .toList();
    List<MultipartUpload> page = rest.subList(0, Math.min(max, rest.size()));
    Xml xml =
        Xml.document("ListMultipartUploadsResult")
            .element("Bucket", request.bucket())
            .element("KeyMarker", encoded.apply(keyMarker))
            .element("UploadIdMarker", idMarker)
            .element("Prefix", encoded.apply(prefix))
            .element("MaxUploads", max)
            .element("IsTruncated", page.size() < rest.size());
    Listings.nameEncoding(query, xml);
    if (page.size() < rest.size() && !page.isEmpty()) {
      xml.element("NextKeyMarker", encoded.apply(page.getLast().key()));
      xml.element("NextUploadIdMarker", page.getLast().id());
    }
    for (MultipartUpload upload : page) {
      xml.open("Upload")
          .element("Key", encoded.apply(upload.key()))
          .element("UploadId", upload.id())
          .element("Initiated", S3Store.isoDate(upload.initiated()))
          .element("StorageClass", storageClass(upload))
          .close();
    }
    return HttpAnswer.of(200).body("application/xml", xml.close().toString());
  }

  private static boolean after(MultipartUpload upload, String keyMarker, String idMarker) {
    int byKey = Listings.compare(upload.key(), keyMarker);
    return byKey > 0 || (byKey == 0 && !idMarker.isEmpty() && upload.id().compareTo(idMarker) > 0);
  }

  private static String storageClass(MultipartUpload upload) {
    return upload.headers().getOrDefault("x-amz-storage-class", "STANDARD");
  }
}
