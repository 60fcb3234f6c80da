package dev.davit.s3;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/** Brings {@code s3:} destinations. */
public final class S3Provider implements StorageProvider<S3Settings> {

  /** Does nothing. */
  public S3Provider() {}

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public String description() {
    return "Amazon S3, MinIO, Ceph, R2 and others that speak its protocol: s3://BUCKET/PREFIX";
  }

  @Override
  public S3Settings read(Settings settings) {
    return S3Settings.read(settings);
  }

  @Override
  public Storage connect(S3Settings settings, StorageContext context) {
    return new S3Storage(settings, context);
  }
}
