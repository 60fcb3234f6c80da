package dev.davit.tos;

import com.volcengine.tos.TOSClientConfiguration;
import com.volcengine.tos.TOSV2;
import com.volcengine.tos.TOSV2ClientBuilder;
import com.volcengine.tos.TosClientException;
import com.volcengine.tos.TosServerException;
import com.volcengine.tos.model.object.DeleteObjectInput;
import com.volcengine.tos.model.object.ListMultipartUploadsV2Input;
import com.volcengine.tos.model.object.ListMultipartUploadsV2Output;
import com.volcengine.tos.model.object.ListObjectsType2Input;
import com.volcengine.tos.model.object.ListObjectsType2Output;
import com.volcengine.tos.model.object.ListedObjectV2;
import com.volcengine.tos.model.object.ListedUpload;
import com.volcengine.tos.transport.TransportConfig;
import dev.davit.core.model.Credential;
import dev.davit.core.model.Digest;
import dev.davit.core.model.DigestAlgorithm;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.lane.Abilities;
import dev.davit.lane.Pages;
import dev.davit.lane.Reach;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's client, for what lies beside uploads. It signs with the key of the moment, and
 * repeats nothing.
 */
final class TosClient implements Abilities {
  private static final int PAGE = 1000;

  private final Reach reach;
  private final String bucket;
  private final TOSV2 client;

  TosClient(Reach reach) {
    this.reach = reach;
    bucket = reach.place().bucket();
    TransportConfig transport =
        TransportConfig.builder()
            .connectTimeoutMills((int) reach.settings().connectTimeout().toMillis())
            .readTimeoutMills((int) reach.settings().stallTimeout().toMillis())
            .writeTimeoutMills((int) reach.settings().stallTimeout().toMillis())
            .maxRetryCount(-1)
            .build();
    client = new TOSV2ClientBuilder().build(configuration(reach, transport));
  }

  @SuppressWarnings("deprecation")
  private static TOSClientConfiguration configuration(Reach reach, TransportConfig transport) {
    return TOSClientConfiguration.builder()
        .region(reach.settings().region())
        .endpoint(reach.settings().endpoint().toString().replaceFirst("/$", ""))
        .isCustomDomain(reach.settings().bound())
        .credentials(new Lent(reach))
        .transportConfig(transport)
        .build();
  }

  /**
   * Lends the SDK the key that uploads are signed with. Its newer interface for this keeps a key
   * for ten minutes, whatever becomes of it.
   */
  @SuppressWarnings("deprecation")
  private record Lent(Reach reach) implements com.volcengine.tos.auth.Credentials {
    @Override
    public com.volcengine.tos.auth.Credential credential() {
      Optional<Credential.KeyPair> pair = reach.http().key().pair();
      return new com.volcengine.tos.auth.Credential(
          pair.map(Credential.KeyPair::accessKeyId).orElse(""),
          pair.map(p -> p.secret().reveal()).orElse(""),
          pair.flatMap(Credential.KeyPair::sessionToken).map(Secret::reveal).orElse(""));
    }
  }

  private <T> T call(Where where, Function<TOSV2, T> request) {
    try {
      return request.apply(client);
    } catch (TosServerException e) {
      throw reach
          .errors()
          .refused(
              where,
              e.getStatusCode(),
              text(e.getCode()),
              text(e.getMessage()),
              text(e.getRequestID()),
              e);
    } catch (TosClientException e) {
      throw reach.errors().failed(where, new IOException(e.getMessage(), e));
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> all(@Nullable List<T> items) {
    return items == null ? List.of() : items;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return Pages.<ListedObjectV2, String>stream(token -> page(prefix, token))
        .flatMap(object -> key(object.getKey()).map(key -> stored(key, object)).stream());
  }

  private static StoredObject stored(ObjectKey key, ListedObjectV2 object) {
    StoredObject stored =
        StoredObject.of(key, object.getSize()).withEtag(text(object.getEtag()).replace("\"", ""));
    if (object.getLastModified() != null) {
      stored = stored.withLastModified(object.getLastModified().toInstant());
    }
    String crc = text(object.getHashCrc64ecma());
    return crc.matches("\\d{1,20}")
        ? stored.withDigests(
            List.of(Digest.ofChecksum(DigestAlgorithm.CRC64_ECMA, Long.parseUnsignedLong(crc))))
        : stored;
  }

  private Pages.Page<ListedObjectV2, String> page(String prefix, @Nullable String token) {
    ListObjectsType2Input request =
        ListObjectsType2Input.builder().bucket(bucket).prefix(prefix).maxKeys(PAGE).build();
    request.setListOnlyOnce(true).setContinuationToken(token);
    ListObjectsType2Output page =
        call(
            reach.errors().where("ListObjectsType2", prefix), tos -> tos.listObjectsType2(request));
    return new Pages.Page<>(
        all(page.getContents()), page.isTruncated() ? page.getNextContinuationToken() : null);
  }

  /** Keys that none of ours could be, such as folder marks, are passed over. */
  private static Optional<ObjectKey> key(String text) {
    try {
      return Optional.of(ObjectKey.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void remove(ObjectKey key) {
    call(
        reach.errors().where("DeleteObject", key.value()),
        tos ->
            tos.deleteObject(DeleteObjectInput.builder().bucket(bucket).key(key.value()).build()));
  }

  @Override
  public Stream<Unfinished> unfinished(String prefix) {
    return Pages.<ListedUpload, Marker>stream(marker -> uploads(prefix, marker))
        .flatMap(upload ->
            key(upload.getKey())
                .map(key ->
                    new Unfinished(key, upload.getUploadID(), upload.getInitiated().toInstant()))
                .stream());
  }

  private record Marker(String key, String uploadId) {}

  private Pages.Page<ListedUpload, Marker> uploads(String prefix, @Nullable Marker marker) {
    ListMultipartUploadsV2Input request =
        ListMultipartUploadsV2Input.builder()
            .bucket(bucket)
            .prefix(prefix)
            .maxUploads(PAGE)
            .build();
    if (marker != null) {
      request.setKeyMarker(marker.key()).setUploadIDMarker(marker.uploadId());
    }
    ListMultipartUploadsV2Output page =
        call(
            reach.errors().where("ListMultipartUploads", prefix),
            tos -> tos.listMultipartUploads(request));
    boolean more = page.isTruncated() && page.getNextKeyMarker() != null;
    return new Pages.Page<>(
        all(page.getUploads()),
        more ? new Marker(page.getNextKeyMarker(), text(page.getNextUploadIdMarker())) : null);
  }

  @Override
  public void discard(Unfinished upload) {
    reach.calls().discard(upload.key(), upload.id());
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
