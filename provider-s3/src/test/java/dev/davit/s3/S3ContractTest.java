package dev.davit.s3;

import dev.davit.core.model.ObjectKey;
import dev.davit.core.port.Listing;
import dev.davit.core.port.Removal;
import dev.davit.core.port.Storage;
import dev.davit.testkit.StorageContract;
import dev.davit.testkit.server.StoredVersion;
import dev.davit.testkit.server.s3.S3Options;
import dev.davit.testkit.server.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;

/** Against a strict server that checks signatures and checksums by the specification. */
class S3ContractTest extends StorageContract {
  private S3Server server;
  private S3Storage storage;

  @BeforeEach
  void connect() {
    server = S3Server.start(S3Options.defaults().withMinPartBytes(1));
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
  public S3Storage reopened() {
    return Buckets.of(server, "lift", Map.of());
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
    Assertions.assertEquals(List.of(), server.loopback().surprises());
  }
}
