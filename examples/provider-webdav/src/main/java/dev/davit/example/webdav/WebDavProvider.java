package dev.davit.example.webdav;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/** Brings {@code webdav://HOST/PREFIX}. */
public final class WebDavProvider implements StorageProvider<WebDavSettings> {
  static final String SCHEME = "webdav";

  /** Makes one; does nothing. */
  public WebDavProvider() {}

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return "a WebDAV server: webdav://HOST/PREFIX";
  }

  @Override
  public WebDavSettings read(Settings settings) {
    WebDavSettings read = WebDavSettings.of(settings);
    settings.end();
    return read;
  }

  @Override
  public Storage connect(WebDavSettings settings, StorageContext context) {
    return new WebDavStorage(new WebDavCalls(settings, context.credentials()), settings);
  }
}
