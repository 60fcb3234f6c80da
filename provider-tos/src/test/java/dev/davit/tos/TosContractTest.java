package dev.davit.tos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.osstos.StoreOptions;
import dev.davit.testkit.server.osstos.StoreServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Against a strict server that checks signatures by the specification. */
class TosContractTest extends StorageContract {
  private StoreServer server;
  private Storage storage;

  @BeforeEach
  void connect() {
    server = StoreServer.tos(StoreOptions.defaults().withMinPartBytes(1));
    server.createBucket("lift");
    storage = reopened();
  }

  @AfterEach
  void close() {
    storage.close();
    server.close();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Storage reopened() {
    return Buckets.of(server, Map.of());
  }

  @Override
  public byte[] read(ObjectKey key) throws IOException {
    StoredVersion stored =
        server
            .bucket("lift")
            .object(key.value())
            .orElseThrow(() -> new NoSuchFileException(key.value()));
    try (InputStream in = stored.content().open(0, stored.length())) {
      return in.readAllBytes();
    }
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(Listing.class, Removal.class);
  }

  @Override
  public boolean resumes() {
    return true;
  }

  @Override
  public int partLength() {
    return 64 << 10;
  }

  @Override
  protected void checkNoLeaks() {
    assertThat(server.loopback().surprises()).isEmpty();
  }
}
