package dev.davit.oss;

import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.testkit.server.osstos.StoreBuckets;
import dev.davit.testkit.server.osstos.StoreDestinationContract;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.time.Clock;
import java.util.Map;

class OssDestinationTest extends StoreDestinationContract {

  @Override
  protected StoreServer start(StoreOptions options) {
    return StoreServer.oss(options);
  }

  @Override
  protected Storage connect(Map<String, String> settings, CredentialSource keys, Clock clock) {
    return new StoreBuckets<>(new OssProvider()).of(settings, keys, clock);
  }

  @Override
  protected String prefix() {
    return "x-oss-";
  }

  @Override
  protected Map<String, String> dressed() {
    return Map.of(
        "storage-class", "IA",
        "tagging", "a=1&b=2",
        "acl", "private",
        "sse", "KMS",
        "sse-kms-key", "9468da86",
        "x-oss-storage-class", "IA",
        "x-oss-tagging", "a=1&b=2",
        "x-oss-object-acl", "private",
        "x-oss-server-side-encryption", "KMS",
        "x-oss-server-side-encryption-key-id", "9468da86");
  }
}
