package dev.davit.testkit.server.s3;

import dev.davit.testkit.server.BucketState;
import dev.davit.testkit.server.MultipartUpload;
import dev.davit.testkit.server.ObjectStoreState;
import dev.davit.testkit.server.StoredVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Finds things in the state and refuses as S3 does when they are not there. */
final class S3Store {
  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  private static final String OPAQUE_PREFIX = "0123456789abcdef";

  private final S3Options options;
  private final ObjectStoreState state;
  private final AtomicLong opaque = new AtomicLong(System.nanoTime());

  S3Store(S3Options options, ObjectStoreState state) {
    this.options = options;
    this.state = state;
  }

  S3Options options() {
    return options;
  }

  ObjectStoreState state() {
    return state;
  }

  Instant now() {
    return options.clock().instant();
  }

  BucketState bucket(S3Request request) throws S3Refusal {
    return bucket(request.bucket());
  }

  BucketState bucket(String name) throws S3Refusal {
    BucketState bucket =
        state
            .bucket(name)
            .orElseThrow(() -> new S3Refusal(S3Code.NO_SUCH_BUCKET).element("BucketName", name));
    if (!bucket.region().equals(options.region())) {
      throw new S3Refusal(S3Code.PERMANENT_REDIRECT)
          .element("Bucket", name)
          .element("Endpoint", name + ".s3." + bucket.region() + ".amazonaws.com")
          .header("x-amz-bucket-region", bucket.region());
    }
    return bucket;
  }

  StoredVersion object(S3Request request) throws S3Refusal {
    return object(request.bucket(), request.key());
  }

  StoredVersion object(String bucket, String key) throws S3Refusal {
    return bucket(bucket)
        .object(key)
        .orElseThrow(() -> new S3Refusal(S3Code.NO_SUCH_KEY).element("Key", key));
  }

  MultipartUpload upload(S3Request request) throws S3Refusal {
    String id = request.query().firstOr("uploadId", "");
    return bucket(request)
        .upload(id)
        .filter(upload -> upload.key().equals(request.key()))
        .orElseThrow(() -> new S3Refusal(S3Code.NO_SUCH_UPLOAD).element("UploadId", id));
  }

  /** Returns the ETag of content that came in one request. */
  String etag(String md5) {
    return options.etags() == S3Options.ETags.MD5
        ? md5
        : OPAQUE_PREFIX + HexFormat.of().toHexDigits(opaque.incrementAndGet());
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(
        ZonedDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
  }

  static String isoDate(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }
}
