package dev.davit.testkit.server.osstos;

import dev.davit.core.model.Credential;
import dev.davit.core.model.CredentialScope;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Lease;
import dev.davit.core.model.Secret;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.StorageProvider;
import dev.davit.core.spi.Surroundings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a provider's storages for the bucket {@code lift} of a server on loopback.
 *
 * @param <C> the provider's settings
 */
public final class StoreBuckets<C extends Record> {
  private static final Lease<Credential> LASTING =
      Lease.lasting(
          Credential.KeyPair.of(
              StoreServer.CREDENTIAL.accessKeyId(), Secret.of(StoreServer.CREDENTIAL.secretKey())),
          "the test");

  private final StorageProvider<C> provider;

  /** Makes one for a provider. */
  public StoreBuckets(StorageProvider<C> provider) {
    this.provider = provider;
  }

  /** Returns a storage that sends small parts with the server's own lasting key. */
  public Storage of(StoreServer server, Map<String, String> settings) {
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
    return of(values, new Lasting(), Clock.systemUTC());
  }

  /** Returns a storage with settings and keys of its own, at another time. */
  public Storage of(Map<String, String> values, CredentialSource keys, Clock clock) {
    Surroundings real = Surroundings.real();
    Surroundings surroundings = new Surroundings(clock, real.timer(), real.random(), real.tasks());
    return provider.connect(read(values), new StorageContext(surroundings, keys));
  }

  /** Reads settings, all of which must be known. */
  public C read(Map<String, String> values) {
    Settings settings = new Settings(Destination.parse(provider.scheme() + "://lift"), values);
    C read = provider.read(settings);
    settings.end();
    return read;
  }

  /** Lends the key that every server knows. */
  private static final class Lasting implements CredentialSource {
    @Override
    public Lease<Credential> lease(CredentialScope scope) {
      return LASTING;
    }

    @Override
    public void expired(Lease<Credential> lease) {
      // it stays what it is
    }
  }
}
