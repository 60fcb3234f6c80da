package dev.davit.form;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/**
 * Brings {@code proxy:} destinations: API servers that keep files themselves, the platform {@code
 * local} of an {@code upload_credentials.json}.
 */
public final class ProxyProvider implements StorageProvider<FormSettings> {

  /** Does nothing. */
  public ProxyProvider() {}

  @Override
  public String scheme() {
    return "proxy";
  }

  @Override
  public String description() {
    return "An API server that takes files as forms: proxy://HOST/PREFIX";
  }

  @Override
  public FormSettings read(Settings settings) {
    return FormSettings.read(settings);
  }

  @Override
  public Storage connect(FormSettings settings, StorageContext context) {
    return new FormStorage(settings, context.credentials(), new ProxyForm());
  }
}
