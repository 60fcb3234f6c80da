package dev.davit.oss;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.lane.LaneStorage;
import dev.davit.lane.StoreSettings;

/** Brings {@code oss:} destinations. */
public final class OssProvider implements StorageProvider<StoreSettings> {

  /** Does nothing. */
  public OssProvider() {}

  @Override
  public String scheme() {
    return "oss";
  }

  @Override
  public String description() {
    return "Aliyun OSS: oss://BUCKET/PREFIX";
  }

  @Override
  public StoreSettings read(Settings settings) {
    return OssSettings.read(settings);
  }

  @Override
  public Storage connect(StoreSettings settings, StorageContext context) {
    OssSigner signer = new OssSigner(settings.region());
    return new LaneStorage(settings, context, new OssDialect(), signer, true, OssClient::new);
  }
}
