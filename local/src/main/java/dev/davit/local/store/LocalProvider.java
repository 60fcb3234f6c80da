package dev.davit.local.store;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;

/** Brings {@code local:DIR}: objects are the files of a directory. */
public final class LocalProvider implements StorageProvider<LocalSettings> {
  static final String SCHEME = "local";

  /** Makes one; does nothing. */
  public LocalProvider() {}

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public String description() {
    return "a directory of this machine: local:DIR";
  }

  @Override
  public LocalSettings read(Settings settings) {
    LocalSettings read = LocalSettings.of(settings.destination());
    settings.end();
    return read;
  }

  @Override
  public Storage connect(LocalSettings settings, StorageContext context) {
    return new LocalStorage(
        settings.directory(), LocalStorage.Sizes.defaults(), context.surroundings().random());
  }
}
