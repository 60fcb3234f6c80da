package dev.davit.tos;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.lane.LaneStorage;
import dev.davit.lane.StoreSettings;

/** Brings {@code tos:} destinations. */
public final class TosProvider implements StorageProvider<StoreSettings> {

  /** Does nothing. */
  public TosProvider() {}

  @Override
  public String scheme() {
    return "tos";
  }

  @Override
  public String description() {
    return "Volcengine TOS: tos://BUCKET/PREFIX";
  }

  @Override
  public StoreSettings read(Settings settings) {
    return TosSettings.read(settings);
  }

  @Override
  public Storage connect(StoreSettings settings, StorageContext context) {
    TosSigner signer = new TosSigner(settings.region());
    return new LaneStorage(settings, context, new TosDialect(), signer, false, TosClient::new);
  }
}
