package dev.davit.maiagent;

import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import java.util.Optional;

/** Brings {@code maiagent:} destinations. */
public final class MaiAgentProvider implements StorageProvider<MaiAgentSettings> {

  /** Does nothing. */
  public MaiAgentProvider() {}

  @Override
  public String scheme() {
    return "maiagent";
  }

  @Override
  public String description() {
    return "MaiAgent knowledge bases: maiagent://KNOWLEDGE_BASE_ID";
  }

  @Override
  public Optional<String> outputs() {
    return Optional.of("upload_outputs");
  }

  @Override
  public MaiAgentSettings read(Settings settings) {
    return MaiAgentSettings.read(settings, System.getenv());
  }

  @Override
  public Storage connect(MaiAgentSettings settings, StorageContext context) {
    ApiKeys keys = new ApiKeys(settings.service(), context.credentials(), System.getenv());
    return new PresignedStorage(settings.service(), keys);
  }
}
