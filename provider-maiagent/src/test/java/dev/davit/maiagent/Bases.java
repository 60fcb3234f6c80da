package dev.davit.maiagent;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.Settings;
import dev.davit.testkit.server.maiagent.MaiAgentServer;
import java.util.HashMap;
import java.util.Map;

/** Makes storages for knowledge bases on loopback. */
final class Bases {

  private Bases() {}

  static PresignedStorage of(MaiAgentServer server, Map<String, String> settings) {
    Map<String, String> values = new HashMap<>(settings);
    values.putIfAbsent("endpoint", server.endpoint().toString());
    Service service = service("maiagent://" + server.options().knowledgeBase(), values);
    return new PresignedStorage(
        service, new ApiKeys(service, key(server.options().apiKey()), Map.of()));
  }

  static Service service(String destination, Map<String, String> values) {
    Settings settings = new Settings(Destination.parse(destination), values);
    Service service = MaiAgentSettings.read(settings, Map.of()).service();
    settings.end();
    return service;
  }

  static CredentialSource key(String key) {
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return Lease.lasting(new Credential.Bearer(Secret.of(key)), "the test");
      }

      @Override
      public void expired(Lease<Credential> lease) {
        // it stays what it is
      }
    };
  }
}
