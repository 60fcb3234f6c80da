package dev.davit.tos;

import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.testkit.server.osstos.StoreBuckets;
import dev.davit.testkit.server.osstos.StoreDestinationContract;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.time.Clock;
import java.util.Map;

class TosDestinationTest extends StoreDestinationContract {

  @Override
  protected StoreServer start(StoreOptions options) {
    return StoreServer.tos(options);
  }

  @Override
  protected Storage connect(Map<String, String> settings, CredentialSource keys, Clock clock) {
    return new StoreBuckets<>(new TosProvider()).of(settings, keys, clock);
  }

  @Override
  protected String prefix() {
    return "x-tos-";
  }

  @Override
  protected Map<String, String> dressed() {
    return Map.of(
        "storage-class", "IA",
        "tagging", "a=1&b=2",
        "acl", "private",
        "sse", "kms",
        "sse-kms-key", "9468da86",
        "x-tos-storage-class", "IA",
        "x-tos-tagging", "a=1&b=2",
        "x-tos-acl", "private",
        "x-tos-server-side-encryption", "kms",
        "x-tos-server-side-encryption-kms-key-id", "9468da86");
  }
}
