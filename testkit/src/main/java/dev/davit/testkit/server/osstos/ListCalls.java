package dev.davit.testkit.server.osstos;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.Percent;
import dev.davit.testkit.server.StoredPart;
import dev.davit.testkit.server.StoredVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists objects in both forms, uploads, and parts. */
final class ListCalls {
  private static final int PAGE = 1000;
  private static final int DEFAULT_PAGE = 100;

  private final Store store;

  ListCalls(Store store) {
    this.store = store;
  }

  HttpAnswer objects(Request request, boolean second) throws Refusal {
    Target target = request.target();
    int max = target.number("max-keys", DEFAULT_PAGE, PAGE);
    String token = target.first("continuation-token", "");
    String after =
        second
            ? token.isEmpty() ? target.first("start-after", "") : opened(token)
            : target.first("marker", "");
    List<Doc> contents = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    String more = fill(request, after, max, contents, prefixes);
    Doc doc =
        new Doc()
            .set("Name", target.bucket())
            .set("Prefix", encoded(request, target.first("prefix", "")))
            .set("MaxKeys", max)
            .set("Delimiter", encoded(request, target.first("delimiter", "")))
            .set("IsTruncated", !more.isEmpty());
    nameEncoding(request, doc);
    if (second) {
      doc.set("KeyCount", contents.size() + prefixes.size());
      if (!more.isEmpty()) {
        doc.set("NextContinuationToken", closed(more));
      }
    } else {
      doc.set("Marker", encoded(request, after));
      if (!more.isEmpty()) {
        doc.set("NextMarker", encoded(request, more));
      }
    }
    doc.list("Contents", contents);
    doc.list(
        "CommonPrefixes",
        prefixes.stream().map(p -> new Doc().set("Prefix", encoded(request, p))).toList());
    return store.dialect().worded(200, "ListBucketResult", doc);
  }

  /** Fills a page; returns its last key or prefix if there is more, else nothing. */
  private String fill(
      Request request, String after, int max, List<Doc> contents, Set<String> prefixes)
      throws Refusal {
    BucketState bucket = store.bucket(request);
    String prefix = request.target().first("prefix", "");
    String delimiter = request.target().first("delimiter", "");
    boolean fromPrefix = after.isEmpty() || compare(after, prefix) < 0;
    String last = "";
    for (Map.Entry<String, StoredVersion> entry :
        bucket.objects().tailMap(fromPrefix ? prefix : after, fromPrefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String common = end < 0 ? "" : key.substring(0, end + delimiter.length());
      if (!common.isEmpty() && (prefixes.contains(common) || common.equals(after))) {
        continue;
      }
      if (contents.size() + prefixes.size() == max) {
        return last;
      }
      if (common.isEmpty()) {
        contents.add(content(request, entry.getValue()));
        last = key;
      } else {
        prefixes.add(common);
        last = common;
      }
    }
    return "";
  }

  private Doc content(Request request, StoredVersion version) {
    Doc doc =
        new Doc()
            .set("Key", encoded(request, version.key()))
            .set("LastModified", Store.isoDate(version.modified()))
            .set("ETag", Store.quoted(version.etag()))
            .set("Type", version.partLengths().isEmpty() ? "Normal" : "Multipart")
            .set("Size", version.length())
            .set(
                "StorageClass",
                version
                    .headers()
                    .getOrDefault(store.dialect().prefix() + "storage-class", "STANDARD"))
            .set("Owner", new Doc().set("ID", "1").set("DisplayName", "loopback"));
    if (store.dialect() instanceof TosDialect) {
      doc.set("HashCrc64ecma", version.checksums().getOrDefault(Store.CRC, "0"));
    }
    return doc;
  }

  HttpAnswer uploads(Request request) throws Refusal {
    Target target = request.target();
    int max = target.number("max-uploads", PAGE, PAGE);
    String prefix = target.first("prefix", "");
    String keyMarker = target.first("key-marker", "");
    String idMarker = target.first("upload-id-marker", "");
    List<MultipartUpload> rest =
        store.bucket(request).uploads().stream()
            .filter(upload -> upload.key().startsWith(prefix))
            .filter(upload -> after(upload, keyMarker, idMarker))
            .toList();
    List<MultipartUpload> page = rest.subList(0, Math.min(max, rest.size()));
    boolean more = page.size() < rest.size();
    Doc doc =
        new Doc()
            .set("Bucket", target.bucket())
            .set("Prefix", encoded(request, prefix))
            .set("KeyMarker", encoded(request, keyMarker))
            .set("UploadIdMarker", idMarker)
            .set("MaxUploads", max)
            .set("Delimiter", "")
            .set("IsTruncated", more);
    nameEncoding(request, doc);
    if (more && !page.isEmpty()) {
      doc.set("NextKeyMarker", encoded(request, page.getLast().key()));
      doc.set("NextUploadIdMarker", page.getLast().id());
    }
    doc.list(
        store.dialect().plural("Upload"),
        page.stream()
            .map(upload ->
                new Doc()
                    .set("Key", encoded(request, upload.key()))
                    .set("UploadId", upload.id())
                    .set("StorageClass", "STANDARD")
                    .set("Initiated", Store.isoDate(upload.initiated())))
            .toList());
    return store.dialect().worded(200, "ListMultipartUploadsResult", doc);
  }

  HttpAnswer parts(Request request) throws Refusal {
    MultipartUpload upload = store.upload(request);
    Target target = request.target();
    int max = target.number("max-parts", PAGE, PAGE);
    int marker = target.number("part-number-marker", 0, Integer.MAX_VALUE);
    List<StoredPart> rest = upload.parts().stream().filter(p -> p.number() > marker).toList();
    List<StoredPart> page = rest.subList(0, Math.min(max, rest.size()));
    Doc doc =
        new Doc()
            .set("Bucket", target.bucket())
            .set("Key", encoded(request, upload.key()))
            .set("UploadId", upload.id())
            .set("StorageClass", "STANDARD")
            .set("PartNumberMarker", marker)
            .set("NextPartNumberMarker", page.isEmpty() ? 0 : page.getLast().number())
            .set("MaxParts", max)
            .set("IsTruncated", page.size() < rest.size());
    nameEncoding(request, doc);
    doc.list(
        store.dialect().plural("Part"),
        page.stream()
            .map(part ->
                new Doc()
                    .set("PartNumber", part.number())
                    .set("LastModified", Store.isoDate(part.received()))
                    .set("ETag", Store.quoted(part.etag()))
                    .set("HashCrc64ecma", part.checksums().getOrDefault(Store.CRC, "0"))
                    .set("Size", part.content().length()))
            .toList());
    return store.dialect().worded(200, "ListPartsResult", doc);
  }

  static String encoded(Request request, String text) {
    return request.target().first("encoding-type", "").equals("url")
        ? Percent.encode(text, true)
        : text;
  }

  static void nameEncoding(Request request, Doc doc) {
    if (request.target().first("encoding-type", "").equals("url")) {
      doc.set("EncodingType", "url");
    }
  }

  private static boolean after(MultipartUpload upload, String keyMarker, String idMarker) {
    int byKey = compare(upload.key(), keyMarker);
    return byKey > 0 || (byKey == 0 && !idMarker.isEmpty() && upload.id().compareTo(idMarker) > 0);
  }

  private static int compare(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static String closed(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String opened(String token) throws Refusal {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal("InvalidArgument", "The continuation token is invalid.");
    }
  }
}
