package dev.davit.clouddrive;

import dev.davit.clouddrive.loopback.LoopbackCloudDrive;
import dev.davit.core.model.Credential;
import dev.davit.core.model.Destination;
import dev.davit.core.model.Secret;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.Settings;
import dev.davit.core.spi.StorageContext;
import dev.davit.core.spi.Surroundings;
import dev.davit.testkit.FixedCredentials;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Connects to loopback servers. */
final class Stores {

  private Stores() {}

  /** Connects with the good token and further settings, by name and value. */
  static Storage connect(LoopbackCloudDrive server, Path folder, String... settings) {
    return connect(server, folder, Surroundings.real(), settings);
  }

  static Storage connect(
      LoopbackCloudDrive server, Path folder, Surroundings surroundings, String... settings) {
    Credential good = new Credential.Bearer(Secret.of("good-token"));
    return connect(server, folder, surroundings, good, settings);
  }

  static Storage connect(
      LoopbackCloudDrive server,
      Path folder,
      Surroundings surroundings,
      Credential credential,
      String... settings) {
    Map<String, String> values = new HashMap<>();
    values.put("device-dir", folder.resolve("device").toString());
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    Settings read =
        new Settings(Destination.parse("clouddrive://127.0.0.1:" + server.port()), values);
    ClouddriveProvider provider = new ClouddriveProvider();
    ClouddriveSettings parsed = provider.read(read);
    read.end();
    return provider.connect(
        parsed, new StorageContext(surroundings, new FixedCredentials(credential)));
  }
}
