package dev.davit.clouddrive;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/** Brings {@code clouddrive:} destinations. */
public final class ClouddriveProvider implements StorageProvider<ClouddriveSettings> {

  /** Does nothing. */
  public ClouddriveProvider() {}

  @Override
  public String scheme() {
    return "clouddrive";
  }

  @Override
  public String description() {
    return "cloud drives behind a CloudDrive2 server: clouddrive://HOST:PORT/CLOUD/FOLDER";
  }

  @Override
  public ClouddriveSettings read(Settings settings) {
    return ClouddriveSettings.read(settings);
  }

  @Override
  public Storage connect(ClouddriveSettings settings, StorageContext context) {
    return new ClouddriveStorage(settings, context);
  }
}
