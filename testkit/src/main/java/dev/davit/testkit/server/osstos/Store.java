package dev.davit.testkit.server.osstos;

import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.support.Crc64;
import dev.davit.testkit.server.BlobStore;
import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.HttpAnswer;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.RequestBody;
import dev.davit.testkit.server.RequestHead;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds things, takes bodies in, and shows what is kept. */
final class Store {
  static final String CRC = "crc64";
  private static final int BUFFER = 256 << 10;
  private static final long MAX_BODY = 5L << 30;
  private static final Set<String> KEPT =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");
  private static final Set<String> KEPT_OWN =
      Set.of(
          "storage-class",
          "object-acl",
          "acl",
          "tagging",
          "server-side-encryption",
          "server-side-encryption-key-id",
          "server-side-encryption-kms-key-id",
          "traffic-limit");

  private final StoreOptions options;
  private final ObjectStoreState state;
  private final Dialect dialect;

  Store(StoreOptions options, ObjectStoreState state, Dialect dialect) {
    this.options = options;
    this.state = state;
    this.dialect = dialect;
  }

  /** A body that was taken in. */
  record Received(dev.davit.testkit.server.Blob content, String md5, String crc64) {}

  Dialect dialect() {
    return dialect;
  }

  ObjectStoreState state() {
    return state;
  }

  StoreOptions options() {
    return options;
  }

  Instant now() {
    return options.clock().instant();
  }

  long minPart() {
    return options.minPartBytes() > 0 ? options.minPartBytes() : dialect.minPart();
  }

  BucketState bucket(String name) throws Refusal {
    if (!name.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")) {
      throw new Refusal("InvalidBucketName", "The specified bucket is not valid: " + name);
    }
    return state
        .bucket(name)
        .orElseThrow(() -> new Refusal("NoSuchBucket", "The specified bucket does not exist."));
  }

  BucketState bucket(Request request) throws Refusal {
    return bucket(request.target().bucket());
  }

  StoredVersion object(Request request) throws Refusal {
    return bucket(request).object(request.key()).orElseThrow(Store::noSuchKey);
  }

  static Refusal noSuchKey() {
    return new Refusal("NoSuchKey", "The specified key does not exist.");
  }

  MultipartUpload upload(Request request) throws Refusal {
    return bucket(request)
        .upload(request.target().first("uploadId", ""))
        .filter(upload -> upload.key().equals(request.key()))
        .orElseThrow(() ->
            new Refusal(
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload"
                    + " may have been aborted or completed."));
  }

  /** Says whether an object may take the place of what is there. */
  Predicate<Optional<StoredVersion>> allowed(Request request) {
    boolean forbidden = request.own("forbid-overwrite").filter("true"::equals).isPresent();
    return present -> !forbidden || present.isEmpty();
  }

  Refusal taken() {
    return new Refusal(
        dialect.taken(), "The object you specified already exists and can not be overwritten.");
  }

  /** Reads a body, and holds it against what the request says of it. */
  Received receive(RequestHead head, RequestBody body) throws Refusal, IOException {
    if (!head.chunked() && head.contentLength() < 0) {
      throw new Refusal("MissingContentLength", "You must provide the Content-Length.");
    }
    if (head.headers().has(dialect.prefix() + "trailer")) {
      throw new Refusal("NotImplemented", "Trailers are not implemented here.");
    }
    if (head.contentLength() > MAX_BODY) {
      throw new Refusal("EntityTooLarge", "A request carries up to 5 GiB.");
    }
    MessageDigest md5 = md5();
    Crc64 crc = Crc64.ecma();
    BlobStore.Incoming incoming = state.blobs().receive(Math.max(0, head.contentLength()));
    boolean kept = false;
    try {
      byte[] buffer =
          new byte[head.chunked() ? BUFFER : Math.clamp(head.contentLength(), 1, BUFFER)];
      for (int n = body.readNBytes(buffer, 0, buffer.length);
          n > 0;
          n = body.readNBytes(buffer, 0, buffer.length)) {
        md5.update(buffer, 0, n);
        crc.update(buffer, 0, n);
        incoming.write(buffer, 0, n);
      }
      byte[] digest = md5.digest();
      String promised = head.headers().firstOr("content-md5", "");
      if (!promised.isEmpty() && !promised.equals(Base64.getEncoder().encodeToString(digest))) {
        throw new Refusal("InvalidDigest", "The Content-MD5 you specified is invalid.");
      }
      kept = true;
      return new Received(
          incoming.keep(), HexFormat.of().formatHex(digest), Long.toUnsignedString(crc.getValue()));
    } finally {
      if (!kept) {
        incoming.discard();
      }
    }
  }

  /** Reads a document. */
  Tree document(RequestBody body) throws Refusal, IOException {
    byte[] bytes = body.readNBytes(4 << 20);
    return dialect
        .read(bytes)
        .orElseThrow(() ->
            new Refusal(
                dialect.prefix().equals("x-oss-") ? "MalformedXML" : "MalformedBody",
                "The document you provided was not well-formed."));
  }

  /** Returns what a request says beside the bytes. */
  Map<String, String> kept(Request request) {
    Map<String, String> kept = new HashMap<>();
    String prefix = dialect.prefix();
    for (int i = 0; i < request.headers().size(); i++) {
      String name = request.headers().name(i);
      boolean own =
          name.startsWith(prefix)
              && (name.startsWith(prefix + "meta-")
                  || KEPT_OWN.contains(name.substring(prefix.length())));
      if (own || KEPT.contains(name)) {
        kept.put(name, request.headers().value(i));
      }
    }
    return kept;
  }

  /** Returns what a request says of the object that is no metadata: a copy does not inherit it. */
  Map<String, String> keptOfItself(Request request) {
    Map<String, String> kept = kept(request);
    String prefix = dialect.prefix();
    kept.keySet()
        .removeIf(name ->
            !name.startsWith(prefix)
                || name.startsWith(prefix + "meta-")
                || name.equals(prefix + "tagging"));
    return kept;
  }

  /** Shows what is known of an object. */
  HttpAnswer shown(HttpAnswer answer, StoredVersion version) {
    version
        .headers()
        .forEach((name, value) -> {
          if (!name.endsWith("-acl") && !name.endsWith("-tagging")) {
            answer.with(name, value);
          }
        });
    return answer
        .with("ETag", quoted(version.etag()))
        .with("Last-Modified", httpDate(version.modified()))
        .with("Accept-Ranges", "bytes")
        .with(
            dialect.prefix() + "object-type",
            version.partLengths().isEmpty() ? "Normal" : "Multipart")
        .with(dialect.prefix() + "hash-crc64ecma", version.checksums().getOrDefault(CRC, "0"));
  }

  static Digest crc(String decimal) {
    return Digest.ofChecksum(DigestAlgorithm.CRC64_ECMA, Long.parseUnsignedLong(decimal));
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
  }

  static String isoDate(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
