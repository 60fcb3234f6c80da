package dev.davit.s3;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.model.StorageException;
import dev.davit.core.model.StorageException.Where;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The SDK's client for what is rare, made when it is first wanted: it takes longer to make than a
 * thousand small objects take to send.
 */
final class S3Control implements AutoCloseable {
  private final Bucket bucket;
  private final S3Http http;
  private final S3Errors errors;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable S3Client client;

  S3Control(Bucket bucket, S3Http http, S3Errors errors) {
    this.bucket = bucket;
    this.http = http;
    this.errors = errors;
  }

  /** Sends a request, once. */
  <T> T call(Where where, Function<S3Client, T> request) {
    try {
      return request.apply(client());
    } catch (SdkException e) {
      throw errors.of(where, e);
    }
  }

  <T> T call(String operation, ObjectKey key, Function<S3Client, T> request) {
    return call(S3Errors.where(operation, key.value()), request);
  }

  /** Tells whether a failure left open what happened: the request went out, no answer came. */
  static boolean lost(StorageException e) {
    return e instanceof StorageException.Transient
        && e.getCause() instanceof IOException
        && !(e.getCause() instanceof ConnectException)
        && !(e.getCause() instanceof UnknownHostException);
  }

  private S3Client client() {
    S3Client made = client;
    if (made != null) {
      return made;
    }
    lock.lock();
    try {
      made = client;
      if (made == null) {
        made = make();
        client = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private S3Client make() {
    return S3Client.builder()
        .httpClient(new SigningTransport(http))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .region(Region.of(bucket.region()))
        .endpointOverride(URI.create(bucket.endpoint().toString()))
        .forcePathStyle(bucket.asPath())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    S3Client made = client;
    if (made != null) {
      made.close();
    }
  }
}
