package dev.davit.tos;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.lane.StoreSettings;
import dev.davit.testkit.server.osstos.StoreServer;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes storages for buckets on loopback. */
final class Buckets {
  private static final Lease<Credential> LASTING =
      Lease.lasting(
          Credential.KeyPair.of(
              StoreServer.CREDENTIAL.accessKeyId(), Secret.of(StoreServer.CREDENTIAL.secretKey())),
          "the test");

  private Buckets() {}

  /** Lends the key that every server knows. */
  static CredentialSource keys() {
    return new CredentialSource() {
      @Override
      public Lease<Credential> lease(CredentialScope scope) {
        return LASTING;
      }

      @Override
      public void expired(Lease<Credential> lease) {
        // it stays what it is
      }
    };
  }

  /** Returns a storage that sends small parts with the server's own lasting key. */
  static Storage of(StoreServer server, Map<String, String> settings) {
    return of(server, settings, keys(), Clock.systemUTC());
  }

  static Storage of(
      StoreServer server, Map<String, String> settings, CredentialSource keys, Clock clock) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "endpoint",
                server.endpoint().toString(),
                "region",
                server.region(),
                "part-size",
                "64k",
                "min-part",
                "1"));
    values.putAll(settings);
    return of("lift", values, keys, clock);
  }

  static Storage of(String bucket, Map<String, String> values, CredentialSource keys, Clock clock) {
    Surroundings real = Surroundings.real();
    Surroundings surroundings = new Surroundings(clock, real.timer(), real.random(), real.tasks());
    return new TosProvider().connect(read(bucket, values), new StorageContext(surroundings, keys));
  }

  static StoreSettings read(String bucket, Map<String, String> values) {
    Settings settings = new Settings(Destination.parse("tos://" + bucket), values);
    StoreSettings read = new TosProvider().read(settings);
    settings.end();
    return read;
  }
}
