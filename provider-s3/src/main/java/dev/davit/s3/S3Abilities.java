package dev.davit.s3;

import dev.davit.core.model.Credential;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Missing;
import dev.davit.core.model.StorageException.Unsupported;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Presigning;
import dev.davit.core.port.Removal;
import dev.davit.core.port.ServerCopy;
import dev.davit.core.port.ServerTime;
import dev.davit.core.port.UnfinishedUploads;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket can do beside storing. */
final class S3Abilities
    implements Listing, Removal, Presigning, ServerCopy, ServerTime, UnfinishedUploads {
  private static final Duration WEEK = Duration.ofDays(7);

  private final S3Settings settings;
  private final Bucket bucket;
  private final S3Http http;
  private final S3Control control;
  private final S3Calls calls;

  S3Abilities(S3Settings settings, Bucket bucket, S3Http http, S3Control control, S3Calls calls) {
    this.settings = settings;
    this.bucket = bucket;
    this.http = http;
    this.control = control;
    this.calls = calls;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    Stream<S3Object> objects =
        settings.service().listVersion() == 2
            ? Pages.<S3Object, String>stream(token -> page2(prefix, token))
            : Pages.<S3Object, String>stream(marker -> page1(prefix, marker));
    return objects.flatMap(object -> stored(object).stream());
  }

  private Pages.Page<S3Object, String> page2(String prefix, @Nullable String token) {
    ListObjectsV2Response page =
        control.call(
            S3Errors.where("ListObjectsV2", prefix),
            s3 ->
                s3.listObjectsV2(
                    r -> r.bucket(bucket.name()).prefix(prefix).continuationToken(token)));
    return new Pages.Page<>(page.contents(), page.nextContinuationToken());
  }

  private Pages.Page<S3Object, String> page1(String prefix, @Nullable String marker) {
    ListObjectsResponse page =
        control.call(
            S3Errors.where("ListObjects", prefix),
            s3 -> s3.listObjects(r -> r.bucket(bucket.name()).prefix(prefix).marker(marker)));
    boolean more = Boolean.TRUE.equals(page.isTruncated()) && !page.contents().isEmpty();
    return new Pages.Page<>(page.contents(), more ? page.contents().getLast().key() : null);
  }

  /** Keys that none of ours could be, such as folder marks, are passed over. */
  private static Optional<StoredObject> stored(S3Object object) {
    return key(object.key())
        .map(key ->
            StoredObject.of(key, object.size())
                .withEtag(object.eTag().replace("\"", ""))
                .withLastModified(object.lastModified()));
  }

  private static Optional<ObjectKey> key(String text) {
    try {
      return Optional.of(ObjectKey.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Duration> ahead() {
    return http.clock().ahead();
  }

  @Override
  public void remove(ObjectKey key) {
    try {
      control.call(
          "DeleteObject",
          key,
          s3 -> s3.deleteObject(r -> r.bucket(bucket.name()).key(key.value())));
    } catch (Missing e) {
      if (e.what() == Missing.What.CONTAINER) {
        throw e;
      }
    }
  }

  @Override
  public Duration longestValidity() {
    return WEEK;
  }

  @Override
  public URI presign(ObjectKey key, Duration validity) {
    if (!validity.isPositive() || validity.compareTo(WEEK) > 0) {
      throw new IllegalArgumentException("a link is valid for up to 7 days, not " + validity);
    }
    Key signing = http.key();
    Where where = S3Errors.where("Presign", key.value());
    Credential.KeyPair pair =
        signing
            .pair()
            .orElseThrow(() -> new Unsupported(where, "anonymous access cannot sign links"));
    String path = bucket.path(key.value());
    String query =
        new S3Signer(bucket.region())
            .presignedQuery(
                signing,
                pair.accessKeyId(),
                pair.sessionToken().map(Secret::reveal),
                http.clock().now(),
                path,
                bucket.host(),
                validity);
    return URI.create(bucket.root().scheme() + "://" + bucket.host() + path + "?" + query);
  }

  @Override
  public StoredObject copy(ObjectKey from, ObjectKey to) {
    return new Copying(settings, bucket, control, calls).copy(from, to);
  }

  @Override
  public Stream<Unfinished> unfinished(String prefix) {
    return Pages.<MultipartUpload, Marker>stream(marker -> uploads(prefix, marker))
        .flatMap(upload ->
            key(upload.key())
                .map(key -> new Unfinished(key, upload.uploadId(), upload.initiated()))
                .stream());
  }

  private record Marker(String key, @Nullable String uploadId) {}

  private Pages.Page<MultipartUpload, Marker> uploads(String prefix, @Nullable Marker marker) {
    ListMultipartUploadsResponse page =
        control.call(
            S3Errors.where("ListMultipartUploads", prefix),
            s3 ->
                s3.listMultipartUploads(r -> {
                  r.bucket(bucket.name()).prefix(prefix);
                  if (marker != null) {
                    r.keyMarker(marker.key()).uploadIdMarker(marker.uploadId());
                  }
                }));
    boolean more = Boolean.TRUE.equals(page.isTruncated()) && page.nextKeyMarker() != null;
    List<MultipartUpload> uploads = page.uploads();
    return new Pages.Page<>(
        uploads, more ? new Marker(page.nextKeyMarker(), page.nextUploadIdMarker()) : null);
  }

  @Override
  public void discard(Unfinished upload) {
    calls.discard(upload.key(), upload.id());
  }
}
