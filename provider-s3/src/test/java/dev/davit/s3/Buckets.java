package dev.davit.s3;

import dev.davit.core.model.Destination;
import dev.davit.core.port.CredentialSource;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.server.s3.S3Server;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Makes storages for buckets on loopback. */
final class Buckets {

  private Buckets() {}

  /** Returns a storage that sends small parts with the server's own lasting key. */
  static S3Storage of(S3Server server, String bucket, Map<String, String> settings) {
    return of(server, bucket, settings, TestKeys.source(), Clock.systemUTC());
  }

  static S3Storage of(
      S3Server server,
      String bucket,
      Map<String, String> settings,
      CredentialSource credentials,
      Clock clock) {
    Map<String, String> values =
        new HashMap<>(
            Map.of("endpoint", server.endpoint().toString(), "part-size", "64k", "min-part", "1"));
    values.putAll(settings);
    return storage(bucket, values, credentials, clock);
  }

  static S3Storage storage(
      String bucket, Map<String, String> values, CredentialSource credentials, Clock clock) {
    Settings settings = new Settings(Destination.parse("s3://" + bucket), values);
    S3Settings read = new S3Provider().read(settings);
    settings.end();
    Surroundings real = Surroundings.real();
    Surroundings surroundings = new Surroundings(clock, real.timer(), real.random(), real.tasks());
    return new S3Storage(read, new StorageContext(surroundings, credentials));
  }
}
