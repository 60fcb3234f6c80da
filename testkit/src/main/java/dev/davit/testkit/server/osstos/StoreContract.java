package dev.davit.testkit.server.osstos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.core.spi.StorageProvider;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.server.StoredVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The storage contract, against a strict server that checks signatures by the specification. */
public abstract class StoreContract extends StorageContract {
  private final StoreBuckets<?> buckets;
  private final StoreServer server;
  private @Nullable Storage storage;

  /**
   * Makes one.
   *
   * @param server takes short parts
   */
  protected StoreContract(StoreServer server, StorageProvider<?> provider) {
    this.server = server;
    buckets = new StoreBuckets<>(provider);
  }

  @BeforeEach
  final void connect() {
    server.createBucket("lift");
    storage = reopened();
  }

  @AfterEach
  final void close() {
    storage().close();
    server.close();
  }

  @Override
  public Storage storage() {
    return Objects.requireNonNull(storage);
  }

  @Override
  public Storage reopened() {
    return buckets.of(server, Map.of());
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
