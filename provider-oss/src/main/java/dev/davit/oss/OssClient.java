package dev.davit.oss;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.ClientException;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.MultipartUpload;
import com.aliyun.oss.model.MultipartUploadListing;
import com.aliyun.oss.model.OSSObjectSummary;
import dev.davit.core.model.Credential;
import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.Secret;
import dev.davit.core.model.StorageException.Where;
import dev.davit.core.model.StoredObject;
import dev.davit.lane.Abilities;
import dev.davit.lane.Authorities;
import dev.davit.lane.Pages;
import dev.davit.lane.Reach;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's client, for what lies beside uploads. It signs with version 4 and the key of the
 * moment, and repeats nothing.
 */
final class OssClient implements Abilities {
  private static final int PAGE = 1000;

  private final Reach reach;
  private final String bucket;
  private final ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
  private final OSS client;

  OssClient(Reach reach) {
    this.reach = reach;
    bucket = reach.place().bucket();
    configuration.setSignatureVersion(SignVersion.V4);
    configuration.setMaxErrorRetry(0);
    configuration.setRedirectEnable(false);
    configuration.setSupportCname(reach.settings().bound());
    configuration.setConnectionTimeout((int) reach.settings().connectTimeout().toMillis());
    configuration.setSocketTimeout((int) reach.settings().stallTimeout().toMillis());
    reach
        .settings()
        .authorities()
        .ifPresent(file ->
            configuration.setX509TrustManagers(new X509TrustManager[] {Authorities.of(file)}));
    client =
        OSSClientBuilder.create()
            .endpoint(reach.settings().endpoint().toString())
            .credentialsProvider(new Lent(reach))
            .clientConfiguration(configuration)
            .region(reach.settings().region())
            .build();
    // said last: the SDK has views of its own about addresses and localhost
    configuration.setSLDEnabled(reach.place().pathPrefix().length() > 1);
  }

  /** Lends the SDK the key that uploads are signed with. */
  private record Lent(Reach reach) implements CredentialsProvider {
    @Override
    public void setCredentials(Credentials credentials) {
      throw new UnsupportedOperationException("the key is not the SDK's");
    }

    @Override
    public Credentials getCredentials() {
      Credential.KeyPair pair = reach.http().key().pair().orElse(null);
      return pair == null
          ? new DefaultCredentials("", "")
          : new DefaultCredentials(
              pair.accessKeyId(),
              pair.secret().reveal(),
              pair.sessionToken().map(Secret::reveal).orElse(null));
    }
  }

  private <T> T call(Where where, Function<OSS, T> request) {
    configuration.setTickOffset(
        System.currentTimeMillis() + reach.http().clock().offset().toMillis());
    try {
      return request.apply(client);
    } catch (OSSException e) {
      String message = String.valueOf(e.getErrorMessage());
      throw reach
          .errors()
          .refused(where, 0, text(e.getErrorCode()), message, text(e.getRequestId()), e);
    } catch (ClientException e) {
      throw reach.errors().failed(where, new IOException(e.getErrorMessage(), e));
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return Pages.<OSSObjectSummary, String>stream(token -> page(prefix, token))
        .flatMap(object ->
            key(object.getKey())
                .map(key ->
                    StoredObject.of(key, object.getSize())
                        .withEtag(object.getETag().replace("\"", ""))
                        .withLastModified(object.getLastModified().toInstant()))
                .stream());
  }

  private Pages.Page<OSSObjectSummary, String> page(String prefix, @Nullable String token) {
    ListObjectsV2Request request =
        new ListObjectsV2Request(bucket).withPrefix(prefix).withMaxKeys(PAGE);
    request.setContinuationToken(token);
    request.setEncodingType("url"); // XML cannot hold every key
    ListObjectsV2Result page =
        call(reach.errors().where("ListObjectsV2", prefix), oss -> oss.listObjectsV2(request));
    return new Pages.Page<>(
        page.getObjectSummaries(), page.isTruncated() ? page.getNextContinuationToken() : null);
  }

  /** Keys that none of ours could be, such as folder marks, are passed over. */
  private static Optional<ObjectKey> key(String encoded) {
    try {
      return Optional.of(ObjectKey.of(decoded(encoded)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The SDK hands on what was encoded for the way. */
  private static String decoded(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  @Override
  public void remove(ObjectKey key) {
    call(
        reach.errors().where("DeleteObject", key.value()),
        oss -> oss.deleteObject(bucket, key.value()));
  }

  @Override
  public Stream<Unfinished> unfinished(String prefix) {
    return Pages.<MultipartUpload, Marker>stream(marker -> uploads(prefix, marker))
        .flatMap(upload ->
            key(upload.getKey())
                .map(key ->
                    new Unfinished(key, upload.getUploadId(), upload.getInitiated().toInstant()))
                .stream());
  }

  private record Marker(String key, String uploadId) {}

  private Pages.Page<MultipartUpload, Marker> uploads(String prefix, @Nullable Marker marker) {
    ListMultipartUploadsRequest request = new ListMultipartUploadsRequest(bucket);
    request.setPrefix(prefix);
    request.setMaxUploads(PAGE);
    request.setEncodingType("url");
    if (marker != null) {
      request.setKeyMarker(marker.key());
      request.setUploadIdMarker(marker.uploadId());
    }
    MultipartUploadListing page =
        call(
            reach.errors().where("ListMultipartUploads", prefix),
            oss -> oss.listMultipartUploads(request));
    boolean more = page.isTruncated() && page.getNextKeyMarker() != null;
    return new Pages.Page<>(
        page.getMultipartUploads(),
        more
            ? new Marker(decoded(page.getNextKeyMarker()), text(page.getNextUploadIdMarker()))
            : null);
  }

  @Override
  public void discard(Unfinished upload) {
    reach.calls().discard(upload.key(), upload.id());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
