package dev.davit.testkit.server.osstos;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.Digests;
import dev.davit.testkit.server.Blob;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.StoredPart;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Begins, fills, completes and aborts uploads in parts. */
final class PartCalls {
  private static final int MAX_PARTS = 10_000;

  private final Store store;
  private final ObjectCalls objects;
  private final Callbacks callbacks;

  PartCalls(Store store, ObjectCalls objects, Callbacks callbacks) {
    this.store = store;
    this.objects = objects;
    this.callbacks = callbacks;
  }

  HttpAnswer create(Request request) throws Refusal {
    BucketState bucket = store.bucket(request);
    if (!store.allowed(request).test(bucket.object(request.key()))) {
      throw store.taken();
    }
    MultipartUpload upload = bucket.begin(request.key(), store.now(), store.kept(request));
    Doc doc =
        new Doc()
            .set("Bucket", request.target().bucket())
            .set("Key", ListCalls.encoded(request, request.key()))
            .set("UploadId", upload.id());
    ListCalls.nameEncoding(request, doc);
    return store.dialect().worded(200, "InitiateMultipartUploadResult", doc);
  }

  HttpAnswer part(Request request, RequestBody body) throws Refusal, IOException {
    int number = number(request);
    MultipartUpload upload = store.upload(request);
    Store.Received received = store.receive(request.head(), body);
    return kept(upload, number, received.content(), received.md5(), received.crc64());
  }

  HttpAnswer partCopy(Request request) throws Refusal, IOException {
    int number = number(request);
    MultipartUpload upload = store.upload(request);
    StoredVersion source = objects.source(request);
    Blob content =
        ObjectCalls.range(request.own("copy-source-range").orElse(""), source)
            .orElse(source.content());
    MessageDigest md5 = Store.md5();
    dev.davit.core.support.Crc64 crc = dev.davit.core.support.Crc64.ecma();
    try (InputStream in = content.open(0, content.length())) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        md5.update(buffer, 0, n);
        crc.update(buffer, 0, n);
      }
    }
    String hex = HexFormat.of().formatHex(md5.digest());
    HttpAnswer answer = kept(upload, number, content, hex, Long.toUnsignedString(crc.getValue()));
    String etag = answer.header("ETag").orElse("");
    Doc doc = new Doc().set("LastModified", Store.isoDate(store.now())).set("ETag", etag);
    return store.dialect().worded(200, "CopyPartResult", doc).with("ETag", etag);
  }

  private HttpAnswer kept(
      MultipartUpload upload, int number, Blob content, String md5, String crc64) {
    String etag = store.dialect().etag(md5);
    upload.put(new StoredPart(number, content, etag, store.now(), Map.of(Store.CRC, crc64)));
    return HttpAnswer.of(200)
        .with("ETag", Store.quoted(etag))
        .with(store.dialect().prefix() + "hash-crc64ecma", crc64);
  }

  private static int number(Request request) throws Refusal {
    int number = request.target().number("partNumber", 0, Integer.MAX_VALUE);
    if (number < 1 || number > MAX_PARTS) {
      throw new Refusal("InvalidArgument", "Part number must be an integer between 1 and 10000.");
    }
    return number;
  }

  HttpAnswer abort(Request request) throws Refusal {
    store.bucket(request).end(store.upload(request));
    return HttpAnswer.of(204);
  }

  HttpAnswer complete(Request request, RequestBody body) throws Refusal, IOException {
    MultipartUpload upload = store.upload(request);
    List<StoredPart> parts =
        request.own("complete-all").filter("yes"::equals).isPresent()
            ? upload.parts()
            : named(upload, store.document(body));
    if (parts.isEmpty()) {
      throw new Refusal("InvalidArgument", "No parts were named.");
    }
    for (StoredPart part : parts.subList(0, parts.size() - 1)) {
      if (part.content().length() < store.minPart()) {
        throw new Refusal(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size.",
            "0042-00000213");
      }
    }
    StoredVersion version = joined(upload, parts, access(request));
    return switch (store.bucket(request).complete(upload, version, store.allowed(request))) {
      case NO_SUCH_UPLOAD -> throw new Refusal("NoSuchUpload", "It was completed meanwhile.");
      case NOT_ALLOWED -> throw store.taken();
      case DONE ->
          callbacks.after(
              request,
              version,
              objects.stored(
                  store
                      .dialect()
                      .worded(200, "CompleteMultipartUploadResult", done(request, version)),
                  version));
    };
  }

  /** OSS takes the access of an object with the request that completes it. */
  private Map<String, String> access(Request request) {
    Map<String, String> kept = store.keptOfItself(request);
    kept.keySet().removeIf(name -> !name.endsWith("-acl"));
    return kept;
  }

  private static Doc done(Request request, StoredVersion version) {
    Doc doc = new Doc();
    ListCalls.nameEncoding(request, doc);
    return doc.set(
            "Location", "http://" + request.headers().firstOr("host", "") + "/" + version.etag())
        .set("Bucket", request.target().bucket())
        .set("Key", ListCalls.encoded(request, version.key()))
        .set("ETag", Store.quoted(version.etag()));
  }

  /** Returns the parts that a document names: in order, each known, each by its ETag. */
  private List<StoredPart> named(MultipartUpload upload, Tree document) throws Refusal {
    List<StoredPart> parts = new ArrayList<>();
    int before = 0;
    for (Tree each : document.all(store.dialect().plural("Part"))) {
      String number = each.value("PartNumber").orElse("");
      int n = number.matches("\\d{1,5}") ? Integer.parseInt(number) : 0;
      if (n <= before) {
        throw new Refusal("InvalidPartOrder", "The list of parts was not in ascending order.");
      }
      before = n;
      String etag = each.value("ETag").orElse("").replace("\"", "");
      parts.add(
          upload
              .part(n)
              .filter(part -> part.etag().equalsIgnoreCase(etag))
              .orElseThrow(() ->
                  new Refusal(
                      "InvalidPart", "One or more of the specified parts could not be found.")));
    }
    return parts;
  }

  private StoredVersion joined(
      MultipartUpload upload, List<StoredPart> parts, Map<String, String> more) {
    MessageDigest md5 = Store.md5();
    Digest crc = Store.crc("0");
    for (StoredPart part : parts) {
      md5.update(HexFormat.of().parseHex(part.etag()));
      crc =
          Digests.combine(
              DigestAlgorithm.CRC64_ECMA,
              crc,
              Store.crc(part.checksums().getOrDefault(Store.CRC, "0")),
              part.content().length());
    }
    Map<String, String> headers = new HashMap<>(upload.headers());
    headers.putAll(more);
    String etag = store.dialect().etag(HexFormat.of().formatHex(md5.digest())) + "-" + parts.size();
    return new StoredVersion(
        upload.key(),
        Blob.joined(parts.stream().map(StoredPart::content).toList()),
        etag,
        store.now(),
        headers,
        Map.of(Store.CRC, Long.toUnsignedString(crc.checksum())),
        parts.stream().map(part -> part.content().length()).toList());
  }
}
